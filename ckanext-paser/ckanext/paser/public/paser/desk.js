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

/** The digests of what a page's form was made of, by field. */
function baseOf(place) {
  return JSON.parse(place.querySelector('[name="dasar"]').value);
}

/** What the table of columns in a part of a page was made of; nothing where there is none. */
function stateOf(part) {
  return part.querySelector('[name="keadaan"]')?.value;
}

/** Open the closed part in which something stands that is needed now, or asked for by a link. */
function reveal(hash) {
  const part = document.getElementById(hash.slice(1))?.closest("details");
  if (part) part.open = true;
}

/** A draft that saves itself some seconds after a change, and takes over what was read in its file where nobody has typed. */
function draft(form) {
  const places = [document.getElementById("tersimpan"), form.querySelector("[data-tersimpan]")];
  const touched = new Set(); // parts in which somebody has typed since the page came
  const fresh = new Set(); // since it was saved last
  const unsaved = new Set(form.dataset.unsaved.split(" ").filter(Boolean)); // parts of which something is nowhere but on this page
  let sending = null;
  let isStopped = false;
  let isAsked = false; // whether it may be sent, by a button
  let isSent = false; // by a button: another page follows

  const tell = (text) => places.forEach((place) => (place.textContent = text));
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

  /**
   * What follows from what is stored: what is missing, and what the next save is compared with. A field is compared with what is
   * stored by now only where that stands in the form (`seen`: ids of parts): else an older value would be saved over a colleague's.
   */
  function follow(page, seen) {
    const [known, stored] = [baseOf(form), baseOf(page)];
    for (const name of Object.keys(stored)) if (seen.has(`isian-${name}`)) known[name] = stored[name];
    form.elements.dasar.value = JSON.stringify(known);
    const [now, then] = [form.elements.keadaan, page.querySelector('[name="keadaan"]')];
    if (now && then && seen.has("kolom")) now.value = then.value;
    document.getElementById("siap").replaceWith(document.adoptNode(page.getElementById("siap")));
    document.querySelectorAll("#siap .gagal a").forEach(({ hash }) => reveal(hash));
  }

  /** Parts of a newer page, where nobody is typing; the ids of those that were taken. */
  function takeOver(page, wanted) {
    const taken = new Set();
    for (const old of form.querySelectorAll("[data-field], #kolom")) {
      const part = page.getElementById(old.id);
      if (!part || !wanted(old, part) || old.contains(document.activeElement)) continue;
      exchange(old, part);
      taken.add(old.id);
    }
    return taken;
  }

  /** The marks of a newer page at the cells of the columns, which stay as they are: somebody may be typing there. */
  function mark(page) {
    form.querySelectorAll("#kolom [aria-invalid]").forEach((cell) => {
      cell.removeAttribute("aria-invalid");
      cell.removeAttribute("aria-describedby");
    });
    form.querySelectorAll("#kolom .error-block").forEach((sentence) => sentence.remove());
    page.querySelectorAll("#kolom .error-block").forEach((sentence) => {
      const cell = document.getElementById(sentence.id.replace(/-salah$/, ""));
      if (!cell) return;
      cell.setAttribute("aria-invalid", "true");
      cell.setAttribute("aria-describedby", sentence.id);
      cell.after(document.adoptNode(sentence));
      reveal(`#${cell.id}`);
    });
  }

  /** The sentences of a newer page beside fields that stay as they are: somebody may be typing there. */
  function markFields(page, taken) {
    for (const old of form.querySelectorAll("[data-field]")) {
      const part = page.getElementById(old.id);
      if (!part || taken.has(old.id)) continue;
      old.querySelectorAll(".error-block").forEach((sentence) => sentence.remove());
      part.querySelectorAll(".error-block").forEach((sentence) => {
        old.append(document.adoptNode(sentence));
        reveal(`#${old.id}`);
      });
    }
  }

  /**
   * Whoever has logged in again, in another tab, goes on with this form: it takes the key of the new session.
   * Tells what keeps the form from being sent: the words for a lost connection or an ended session, else nothing.
   */
  async function renew() {
    const page = await pageAt(form.action).catch(() => null);
    const key = page?.getElementById(form.id)?.querySelector('[name="_csrf_token"]');
    if (key) form.elements._csrf_token.value = key.value;
    if (!page) return form.dataset.failed;
    return page.querySelector("input[type=password]") ? form.dataset.ended : ""; // the login stands in the form's place
  }

  /** Take over what has come of a save: what was stored, what was not and stands here alone, and what colleagues have stored. */
  function takeIn(told, sent) {
    unsaved.clear();
    told.unsaved.forEach((id) => unsaved.add(id));
    const page = parsed(told.page);
    const [known, stored] = [baseOf(form), baseOf(page)];
    const isTheirs = ({ id, dataset }) => !sent.has(id) && known[dataset.field] !== stored[dataset.field];
    const isWrong = (part) => Boolean(part.querySelector(".error-block"));
    const isProposed = (part) => Boolean(part.querySelector('[name="usul"]')); // by now: it follows from what was saved
    const isNew = (old, part) => !touched.has(old.id) && isProposed(part) && !isProposed(old);
    const isOther = (old, part) => isWrong(old) !== isWrong(part) || isTheirs(old) || isNew(old, part);
    const isOtherTable = (part) => Boolean(stateOf(part)) && stateOf(part) !== told.columns;
    const isOlder = (old, part) => (old.id === "kolom" ? !touched.has(old.id) && isOtherTable(part) : isOther(old, part));
    const taken = isStopped ? new Set() : takeOver(page, (old, part) => !fresh.has(old.id) && isOlder(old, part));
    sent.delete("kolom"); // each of its cells is compared for itself
    const state = form.elements.keadaan;
    if (state && told.columns && !taken.has("kolom")) state.value = told.columns;
    markFields(page, taken);
    mark(page);
    follow(page, isStopped ? new Set() : new Set([...sent, ...taken])); // else what was not shown yet would be written over
  }

  async function send() {
    const data = new URLSearchParams(new FormData(form)); // no files: and no limit to how many fields a wide table has
    data.set("aksi", "otomatis");
    const sent = new Set(fresh);
    fresh.clear();
    tell(form.dataset.leaving);
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
      if (answer.status >= 500) throw new Error(answer.statusText);
      if (!answer.headers.get("Content-Type")?.startsWith("application/json")) {
        sent.forEach((id) => fresh.add(id));
        tell(form.dataset.ended);
        await renew();
        return;
      }
      const told = await answer.json();
      isStopped = told.stopped;
      tell(told.said);
      takeIn(told, sent);
    } catch {
      sent.forEach((id) => fresh.add(id));
      tell(form.dataset.failed);
    }
  }

  /** Save; whoever asks while a save is under way waits for that. */
  function save() {
    sending ??= send().finally(() => {
      sending = null;
    });
    return sending;
  }

  setInterval(() => {
    if (fresh.size && !sending && !isStopped) save();
  }, SAVE);

  document.addEventListener("click", ({ target }) => {
    const link = target.closest?.('a[href*="#isian-"], a[href*="#kolom-"]');
    if (link) reveal(link.hash);
  });

  // whoever leaves by a link takes along what was typed just now; the browser asks only where it could not be saved
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a[href]");
    const isElsewhere = event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!link || isElsewhere || link.target || link.hasAttribute("download") || link.origin !== window.location.origin) return;
    const isHere = link.pathname === window.location.pathname && link.search === window.location.search;
    if (isHere || isStopped || !(fresh.size || sending)) return;
    event.preventDefault();
    await sending;
    if (fresh.size) await save();
    window.location.assign(link.href);
  });

  window.addEventListener("beforeunload", (event) => {
    const isRefused = form.querySelector("[data-field] .error-block, #kolom .error-block"); // what stands there is not stored
    if (!isSent && (fresh.size || sending || unsaved.size || isRefused)) event.preventDefault();
  });
  // the page of the login, or the browser's page of error, would be in the place of all that was typed
  form.addEventListener("submit", async (event) => {
    if (isSent) return;
    event.preventDefault();
    if (isAsked) return;
    isAsked = true;
    await sending;
    const why = await renew();
    isAsked = false;
    if (why) {
      tell(why);
      places[0].scrollIntoView({ block: "nearest" });
      return;
    }
    isSent = true;
    fresh.clear();
    form.requestSubmit(event.submitter);
  });

  if (form.dataset.waits === "yes") {
    const looking = setInterval(async () => {
      const page = await pageAt(form.action).catch(() => null);
      const now = page?.getElementById(form.id);
      if (!now || now.dataset.waits === "yes") return;
      clearInterval(looking);
      form.dataset.waits = "no";
      const taken = takeOver(page, (old) => !touched.has(old.id));
      exchange(document.getElementById("berkas-draf"), page.getElementById("berkas-draf"));
      follow(page, taken);
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
