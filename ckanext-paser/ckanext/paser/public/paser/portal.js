// Small improvements of pages that work without them. An element asks for one by data-module.

const WAIT = 150; // ms of silence before asking for suggestions
const LEAST = 2; // letters

/** Suggestions below a search box (ARIA combobox). Enter searches what was typed unless an entry is chosen. */
function suggest(box) {
  const input = box.querySelector("input");
  const list = document.createElement("ul");
  list.id = `saran-${input.form.id || "cari"}`;
  list.className = "ps-saran";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.label);
  box.append(list);
  Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id }).forEach(
    ([name, value]) => input.setAttribute(name, value),
  );
  let timer = 0;
  let asked = null;
  let chosen = -1;

  function show(items) {
    chosen = -1;
    list.replaceChildren(...items.map((item, place) => entry(item, place)));
    list.hidden = items.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
  }

  function entry({ kind, title, url }, place) {
    const option = document.createElement("li");
    option.id = `${list.id}-${place}`;
    option.dataset.url = url;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const pattern = box.querySelector(`template[data-kind="${kind}"]`);
    const [icon, word] = pattern.content.cloneNode(true).children;
    option.append(icon, marked(title, input.value), word);
    return option;
  }

  function choose(place) {
    const options = [...list.children];
    chosen = (place + options.length + 1) % (options.length + 1); // one place more: nothing chosen
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    if (options[chosen]) {
      input.setAttribute("aria-activedescendant", options[chosen].id);
      options[chosen].scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  async function ask() {
    asked?.abort();
    const text = input.value.trim();
    if (text.length < LEAST) return show([]);
    asked = new AbortController();
    try {
      const answer = await fetch(`${box.dataset.source}?q=${encodeURIComponent(text)}`, { signal: asked.signal });
      if (answer.ok) show((await answer.json()).items);
    } catch (reason) {
      if (reason.name !== "AbortError") show([]); // the search still works
    }
    return undefined;
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const last = list.children.length;
    if (event.key === "ArrowDown") choose(chosen === -1 ? 0 : chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen === -1 ? last - 1 : chosen - 1);
    else if (event.key === "Escape") show([]);
    else if (event.key === "Enter" && list.children[chosen]) window.location.assign(list.children[chosen].dataset.url);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => show([]));
  list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus, so that the click arrives
  list.addEventListener("click", (event) => {
    const option = event.target.closest("li");
    if (option) window.location.assign(option.dataset.url);
  });
}

/** `title` with the typed words marked where a word begins. */
function marked(title, typed) {
  const words = typed.trim().split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const line = document.createElement("span");
  title.split(new RegExp(`\\b(${words.join("|")})`, "i")).forEach((piece, place) => {
    const part = place % 2 ? document.createElement("mark") : document.createElement("span");
    part.textContent = piece;
    line.append(...(place % 2 ? [part] : part.childNodes));
  });
  return line;
}

/** A select that sends its form when it changes. */
function submit(select) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

/** A menu that closes when the focus or a click goes elsewhere, or on Escape. */
function menu(details) {
  const close = (event) => {
    if (!details.contains(event.target)) details.open = false;
  };
  document.addEventListener("click", close);
  document.addEventListener("focusin", close);
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    details.open = false;
    details.querySelector("summary").focus();
  });
}

/** A button that empties, checks, opens or focuses other fields, named by their ids. */
function steer(button) {
  const { empty, check, open, focus } = button.dataset;
  const field = (id) => document.getElementById(id);
  button.addEventListener("click", () => {
    if (empty) field(empty).value = "";
    if (check) field(check).checked = true;
    if (open) field(open).click();
    if (focus) field(focus).focus();
  });
}

/** A field for keywords (CKAN's, made by select2) that keeps a word which was typed but not finished with a comma. */
function keywords(input) {
  const isSearch = (field) => field.matches(".select2-search__field");
  let typed = ""; // select2 empties its field before the focus leaves it
  let choosing = false; // a click on a suggestion takes the focus away too
  const keep = (field) => {
    const words = input.value.split(",").filter(Boolean);
    const word = typed.trim();
    if (!word || choosing || document.activeElement === field || words.includes(word)) return;
    field.value = "";
    input.value = [...words, word].join(",");
    window.jQuery(input).trigger("change"); // select2 shows what stands in the field
  };
  const pressed = (event) => {
    choosing = Boolean(event.target.closest?.(".select2-dropdown"));
  };
  document.addEventListener("mousedown", pressed, true);
  document.addEventListener("keydown", pressed, true);
  input.parentElement.addEventListener("input", ({ target }) => {
    if (isSearch(target)) typed = target.value;
  });
  window.jQuery(input).on("change", () => {
    typed = "";
  });
  input.parentElement.addEventListener("focusout", ({ target }) => {
    // later: select2 also moves its field about while it takes a word itself
    if (isSearch(target)) setTimeout(keep, 0, target);
  });
}

/** A select box of whose groups those stay that belong to what is chosen in another field; all do where nothing is. */
function narrow(select) {
  const others = [...select.form.elements].filter(({ name }) => name === select.dataset.by);
  const update = () => {
    const chosen = others.filter(({ type, checked }) => type !== "checkbox" || checked).map(({ value }) => value).filter(Boolean);
    for (const group of select.querySelectorAll("optgroup")) {
      const fits = !chosen.length || chosen.includes(group.dataset.of);
      const holds = [...group.children].some(({ selected }) => selected); // what is chosen stays in sight
      group.hidden = group.disabled = !fits && !holds;
    }
  };
  others.forEach((other) => other.addEventListener("change", update));
  update();
}

/** The empty row behind the filled ones of a field: once it is opened, one more stands ready behind it. Nothing is sent for that. */
function rows(spare) {
  const pattern = spare.cloneNode(true);
  const { row } = spare.dataset;
  // after the others as a number and as a text: the portal orders rows by both
  const number = row.endsWith("9") ? `${row}0` : String(Number(row) + 1);
  const add = () => {
    pattern.dataset.row = number;
    for (const part of pattern.querySelectorAll("*")) {
      for (const attribute of part.attributes) attribute.value = attribute.value.replace(`-${row}-`, `-${number}-`);
    }
    for (const place of pattern.querySelectorAll("[data-place]")) place.textContent = Number(place.textContent) + 1;
    spare.after(pattern);
    rows(pattern);
  };
  spare.addEventListener("toggle", add, { once: true });
}

/** A form whose button can be pressed while a box is checked. */
function enable(form) {
  const button = document.getElementById(form.dataset.button);
  const update = () => {
    button.disabled = !form.querySelector("input[type=checkbox]:checked");
  };
  form.addEventListener("change", update);
  form.addEventListener("htmx:afterRequest", update);
}

/** What stands around a part that is exchanged. htmx leaves the focus on what was used, by its id; here it goes to what that names where it is gone. */
function focus(place) {
  place.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (document.activeElement === document.body) document.getElementById(detail.requestConfig.elt.dataset.focus)?.focus();
  });
}

// CKAN's style sheet dresses what its scripts improve by this class; they run for people who are logged in only
if (window.ckan) document.documentElement.classList.add("js");

/** A field of CKAN's, made by select2, gets the name of the field that it stands for, and a role that a textarea may have. */
function named(container) {
  const field = container.previousElementSibling;
  const name = field?.id && document.querySelector(`label[for="${field.id}"]`)?.textContent.replace("*", "").trim();
  if (!name) return;
  container.querySelectorAll(".select2-selection, .select2-search__field").forEach((part) => part.setAttribute("aria-label", name));
  container.querySelectorAll("textarea[role]").forEach((part) => part.removeAttribute("role"));
}

/** Improve what stands below a place: the page at first, later what a script has put in. */
function improve(place) {
  for (const [name, better] of Object.entries({ suggest, submit, menu, steer, keywords, narrow, rows, enable, focus })) {
    place.querySelectorAll(`[data-module~="paser-${name}"]`).forEach(better);
  }
}

improve(document);
if (window.ckan) {
  new MutationObserver((changes) => {
    const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
    added.filter((node) => node.matches?.(".select2-container")).forEach(named);
  }).observe(document.body, { childList: true, subtree: true });
}
document.addEventListener("paser-added", ({ target }) => improve(target));
