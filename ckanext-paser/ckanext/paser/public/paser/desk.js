// The desk: a file that is sent when it is chosen, a draft that saves itself, a page that waits for its file.

const SAVE = 10_000; // ms after a change
const LOOK = 2_000; // ms between looks at a file that is being read

/** A form that takes one file: by drag and drop too, and at once where it says so. */
function drop(form) {
  const input = form.querySelector("input[type=file]");
  const place = form.querySelector(".ps-jatuh");
  const status = form.querySelector("[data-status]");
  const over = (is) => (event) => {
    event.preventDefault();
    place.classList.toggle("di-atas", is);
  };
  place.addEventListener("dragover", over(true));
  place.addEventListener("dragleave", over(false));
  place.addEventListener("drop", (event) => {
    over(false)(event);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change"));
  });
  input.addEventListener("change", () => {
    if (input.files.length && "atOnce" in form.dataset) form.requestSubmit();
  });
  form.addEventListener("submit", () => {
    status.textContent = status.dataset.sending;
  });
}

/** The page at an address, as a document. */
async function pageAt(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return parsed(await answer.text());
}

function parsed(text) {
  return new DOMParser().parseFromString(text, "text/html");
}

/** Put a part of a newer page in the place of an older one; CKAN's modules and ours begin in it. */
function exchange(old, fresh) {
  const part = document.adoptNode(fresh);
  old.replaceWith(part);
  part.querySelectorAll("[data-module]").forEach((element) => window.ckan?.module.initializeElement(element));
  part.dispatchEvent(new CustomEvent("paser-added", { bubbles: true }));
}

/** A draft that saves itself some seconds after a change, and takes over what was read in its file where nobody has typed. */
function draft(form) {
  const said = document.getElementById("tersimpan");
  const touched = new Set(); // parts in which somebody has typed since the page came
  const fresh = new Set(); // since it was saved last
  let isSending = false;
  let isStopped = false;

  const partOf = (element) => element.closest?.("[data-field], #kolom");
  const changed = (event) => {
    const part = partOf(event.target);
    if (!part) return;
    touched.add(part.id);
    fresh.add(part.id);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  window.jQuery?.(form).on("change", (event) => event.originalEvent || changed(event)); // select2 tells jQuery alone

  /** What follows from what is stored: what is missing, and what the next save is compared with. */
  function follow(page) {
    for (const name of ["dasar", "keadaan"]) {
      const [now, then] = [form.elements[name], page.querySelector(`[name="${name}"]`)];
      if (now && then) now.value = then.value;
    }
    document.getElementById("siap").replaceWith(document.adoptNode(page.getElementById("siap")));
  }

  /** Parts of a newer page, where nobody is typing. */
  function takeOver(page, wanted) {
    for (const old of form.querySelectorAll("[data-field], #kolom")) {
      const part = page.getElementById(old.id);
      if (part && wanted(old, part) && !old.contains(document.activeElement)) exchange(old, part);
    }
  }

  async function save() {
    const data = new FormData(form);
    data.set("aksi", "otomatis");
    const sent = new Set(fresh);
    fresh.clear();
    isSending = true;
    said.textContent = form.dataset.leaving;
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
      const told = await answer.json();
      isStopped = told.stopped;
      said.textContent = told.said;
      if (isStopped) return;
      const page = parsed(told.page);
      follow(page);
      const isWrong = (part) => Boolean(part.querySelector(".error-block"));
      takeOver(page, (old, part) => !fresh.has(old.id) && old.id !== "kolom" && isWrong(old) !== isWrong(part));
    } catch {
      sent.forEach((id) => fresh.add(id));
      said.textContent = form.dataset.failed;
    } finally {
      isSending = false;
    }
  }

  setInterval(() => {
    if (fresh.size && !isSending && !isStopped) save();
  }, SAVE);

  window.addEventListener("beforeunload", (event) => {
    if (fresh.size) event.preventDefault();
  });
  form.addEventListener("submit", () => fresh.clear());

  if (form.dataset.waits === "yes") {
    const looking = setInterval(async () => {
      const page = await pageAt(form.action).catch(() => null);
      const now = page?.getElementById(form.id);
      if (!now || now.dataset.waits === "yes") return;
      clearInterval(looking);
      form.dataset.waits = "no";
      takeOver(page, (old) => !touched.has(old.id));
      exchange(document.getElementById("berkas-draf"), page.getElementById("berkas-draf"));
      follow(page);
    }, LOOK);
  }
}

/** A page that is loaded anew when its file has been read. */
function wait(place) {
  if (place.dataset.waits !== "yes") return;
  setInterval(async () => {
    const page = await pageAt(window.location.href).catch(() => null);
    if (page?.querySelector('[data-module~="paser-wait"]')?.dataset.waits === "no") window.location.reload();
  }, LOOK);
}

for (const [name, improve] of Object.entries({ drop, draft, wait })) {
  document.querySelectorAll(`[data-module~="paser-${name}"]`).forEach(improve);
}
