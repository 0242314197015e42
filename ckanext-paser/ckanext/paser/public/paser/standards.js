// The field for the code of a data standard: a combobox (WAI-ARIA, list autocomplete) in which one is looked for by its words.
// What the chosen standard says is filled into the fields of the form that are empty; where one says otherwise, the officer is asked.

const WAIT = 150; // ms of silence before asking
const CODE = /^SD\d{5}\.\d{2}\.\d{2}$/;
const FILLED = ["konsep", "definisi", "klasifikasi", "ukuran", "satuan"];

/** An element with text and attributes. */
function made(tag, text, attributes = {}) {
  const element = document.createElement(tag);
  element.textContent = text;
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  return element;
}

/** A sentence with its `{named}` parts. */
function worded(sentence, parts) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => parts[name] ?? whole);
}

/** What a standard says, as each field of the form shows it. */
function saidOf(standard) {
  return { ...standard, konsep: standard.konsep.join("\n"), satuan: standard.labels.satuan };
}

function plain(text) {
  return text.trim().split(/\s*\n\s*/).join("\n").toLowerCase();
}

/** The fields of a form that a standard speaks of: those that are empty, and those that say something else. */
function sorted(form, said) {
  const takes = (field, text) => field.tagName !== "SELECT" || [...field.options].some(({ value }) => value === text);
  const fields = FILLED.map((name) => form.elements[name]).filter((field) => field && said[field.name] && takes(field, said[field.name]));
  return {
    empty: fields.filter((field) => !field.value.trim()),
    other: fields.filter((field) => field.value.trim() && plain(field.value) !== plain(said[field.name])),
  };
}

function fill(fields, said) {
  for (const field of fields) {
    field.value = said[field.name];
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  }
}

function named(fields) {
  const words = ({ id }) => document.querySelector(`label[for="${id}"]`)?.textContent.replace("*", "").trim() ?? id;
  return fields.map(words).join(", ");
}

function pick(box) {
  const input = box.querySelector("input");
  const told = box.dataset;
  const stored = made("input", "", { type: "hidden", name: input.name, value: input.value }); // what is typed is no code yet
  const list = made("ul", "", { id: `${input.id}-daftar`, class: "ps-saran", role: "listbox", "aria-label": told.list, hidden: "" });
  const status = made("p", "", { class: "ps-standar-kata", role: "status" });
  const question = made("div", "", { class: "ps-tombol", role: "group", "aria-label": told.list, hidden: "" });
  const traits = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, placeholder: told.hint };
  Object.entries(traits).forEach(([name, value]) => input.setAttribute(name, value));
  input.removeAttribute("name");
  box.append(stored, list, status, question);

  let standards = [];
  let active = -1;
  let timer = 0;
  let asked = null;

  function open(is) {
    list.hidden = !is;
    input.setAttribute("aria-expanded", String(is));
    if (!is) move(-1);
  }

  function move(place) {
    active = place;
    const options = [...list.children];
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
    if (!options[active]) return input.removeAttribute("aria-activedescendant");
    options[active].scrollIntoView({ block: "nearest" });
    return input.setAttribute("aria-activedescendant", options[active].id);
  }

  function option(standard, place) {
    const line = made("li", "", { id: `${list.id}-${place}`, role: "option", "aria-selected": "false" });
    line.append(made("b", standard.konsep.join("; ")), made("small", standard.id_sds), made("span", standard.definisi));
    return line;
  }

  async function look() {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(`${told.source}?q=${encodeURIComponent(input.value.trim())}`, { signal: asked.signal });
      if (!answer.ok) throw new Error(answer.statusText);
      const { result } = await answer.json();
      if (document.activeElement !== input) return;
      standards = result.items;
      list.replaceChildren(...standards.map(option));
      open(standards.length > 0);
      move(-1);
      status.textContent = standards.length ? worded(told.found, { n: result.total }) : told.none;
    } catch (reason) {
      if (reason.name === "AbortError") return;
      open(false);
      status.textContent = told.failed;
    }
  }

  function keep(code) {
    if (stored.value === code) return;
    stored.value = code;
    stored.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function choose(standard) {
    const [said, code] = [saidOf(standard), standard.id_sds];
    const { empty, other } = sorted(input.form, said);
    input.value = code;
    keep(code);
    open(false);
    fill(empty, said);
    status.textContent = worded(empty.length ? told.filled : told.chosen, { code, fields: named(empty) });
    if (other.length) ask(other, said);
  }

  /** Ask before what somebody has written is written over. */
  function ask(fields, said) {
    const button = (text, kind, work) => {
      const one = made("button", text, { type: "button", class: `btn btn-sm ${kind}` });
      one.addEventListener("click", () => {
        question.hidden = true;
        work();
        input.focus();
      });
      return one;
    };
    const took = () => {
      fill(fields, said);
      status.textContent = worded(told.filled, { code: said.id_sds, fields: named(fields) });
    };
    const kept = () => {
      status.textContent = worded(told.chosen, { code: said.id_sds });
    };
    status.textContent += ` ${worded(told.ask, { code: said.id_sds, fields: named(fields) })}`;
    question.replaceChildren(button(told.take, "btn-primary", took), button(told.keep, "btn-outline-primary", kept));
    question.hidden = false;
  }

  /** What stands in the field when it is left: a code, nothing, or what was chosen before. */
  function settle() {
    clearTimeout(timer);
    asked?.abort();
    if (!list.hidden) status.textContent = "";
    open(false);
    const text = input.value.trim();
    if (text === stored.value) return undefined;
    if (text === "" || CODE.test(text)) return keep(text);
    input.value = stored.value;
    status.textContent = told.unknown;
    return undefined;
  }

  input.addEventListener("input", () => {
    question.hidden = true;
    clearTimeout(timer);
    timer = setTimeout(look, WAIT);
  });
  input.addEventListener("click", () => list.hidden && look());
  input.addEventListener("keydown", (event) => {
    const last = list.children.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) look();
      else if (event.key === "ArrowDown") move(active + 1 < last ? active + 1 : 0);
      else move(active > 0 ? active - 1 : last - 1);
    } else if (event.key === "Enter" && !list.hidden) {
      if (standards[active]) choose(standards[active]);
    } else if (event.key === "Escape" && (!list.hidden || input.value !== stored.value)) {
      open(false);
      input.value = stored.value;
    } else return;
    event.preventDefault();
  });
  input.addEventListener("blur", settle);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus, so that the click arrives
  list.addEventListener("click", (event) => {
    const chosen = standards[[...list.children].indexOf(event.target.closest("li"))];
    if (chosen) choose(chosen);
  });
}

/** Improve what stands below a place: the page at first, later what a script has put in. */
function improve(place) {
  place.querySelectorAll('[data-module~="paser-standard"]').forEach(pick);
}

improve(document);
document.addEventListener("paser-added", ({ target }) => improve(target));
