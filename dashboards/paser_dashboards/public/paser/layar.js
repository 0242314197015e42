// The Command Center wall: keeps the screen current by asking for its snapshot, says how old every value is,
// and keeps the last values when nobody answers. Time is the server's, carried on by performance.now(): the
// screen's own clock may be wrong by days. Nothing here leaves the page, grows the document or keeps charts alive.

const POLL = 15; // seconds between two questions, give or take a fifth
const SLOWEST = 60; // seconds between two questions while nobody answers
const PATIENCE = 10; // seconds that one question may take
const MISSES = 2; // questions without an answer until the screen says so
const OUTDATED = 60; // seconds after which a cache that answers for the server counts as no answer
const LONG = 6; // characters of a figure that fit in large type
const SHIFTS = [[0, 0], [3, 0], [3, 3], [0, 3]]; // pixels, against burn-in

const body = document.body;
const data = body.dataset;
const words = JSON.parse(data.kata);
const find = (name, inside = document) => inside.querySelector(name);
const get = (address, more) => fetch(address, { credentials: 'omit', signal: AbortSignal.timeout(PATIENCE * 1000), ...more });
const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// -- time ------------------------------------------------------------------------------------------------

const clock = { server: Number(data.sekarang) * 1000, here: performance.now() };
const now = () => clock.server + performance.now() - clock.here;
const format = (options) => new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: data.zona, ...options });
const hourAndMinute = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const wholeDay = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: data.zona });
const time = (moment) => hourAndMinute.format(moment).replace(':', '.');

function synchronise(response) {
  const stamp = Date.parse(response.headers.get('Date'));
  if (!Number.isNaN(stamp)) Object.assign(clock, { server: stamp, here: performance.now() });
}

function isFromCache(response) {
  const made = Number(response.headers.get('X-Paser-Made')) * 1000;
  return made && now() - made > OUTDATED * 1000;
}

// How old a value is that describes the time up to `end` (seconds): as the pages say it.
function age(end) {
  const [year, month, day] = calendar.format(end * 1000).split('-').map(Number);
  const [yearNow, monthNow, dayNow] = calendar.format(now()).split('-').map(Number);
  const days = Math.max(0, Math.round((Date.UTC(yearNow, monthNow - 1, dayNow) - Date.UTC(year, month - 1, day)) / 864e5));
  const months = (yearNow - year) * 12 + monthNow - month - (dayNow < day ? 1 : 0);
  if (months < 2) return say(words.day, { count: days });
  return months < 24 ? say(words.month, { count: months }) : say(words.year, { count: Math.floor(months / 12) });
}

// -- what the screen shows ---------------------------------------------------------------------------------

const panels = new Map(); // the last entry of each panel
const LAMPS = { sesuai: ['circle-fill', 'ly-hijau'], mendekati: ['triangle-fill', 'ly-kuning'], di_bawah: ['square-fill', 'ly-merah'] };
const HOLLOW = { sesuai: 'circle', mendekati: 'triangle', di_bawah: 'circle' };
const calm = matchMedia('(prefers-reduced-motion: reduce)');

const place = (id) => find(`[data-panel="${CSS.escape(id)}"]`);
const part = (root, name) => find(`[data-isi="${name}"]`, root);

function write(root, name, text) {
  const element = part(root, name);
  if (!element || element.textContent === text) return;
  element.textContent = text;
  if (!calm.matches) element.animate([{ opacity: 0.2 }, { opacity: 1 }], 300);
}

function toggle(root, name, visible) {
  const element = part(root, name);
  if (element) element.hidden = !visible;
}

function icon(root, name, colour) {
  const drawing = root && find('svg', root);
  if (!drawing) return;
  find('use', drawing).setAttribute('href', `#i-${name}`);
  drawing.setAttribute('class', `ps-ikon ${colour || ''}`);
}

function rows(list, lines) {
  list.replaceChildren(...lines.map((line) => {
    const row = document.createElement('li');
    row.append(...['span', 'b', 'i'].map((tag, at) => Object.assign(document.createElement(tag), { textContent: line[at] })));
    return row;
  }));
}

async function drawing(hash) {
  if (!hash) return null;
  const response = await get(`${data.gambar}${hash}.svg`);
  const drawn = new DOMParser().parseFromString(await response.text(), 'image/svg+xml').documentElement;
  if (!response.ok || drawn.nodeName !== 'svg') throw new Error(`no drawing ${hash}`);
  return document.importNode(drawn, true);
}

// A figure and its drawing change together, so the drawings come first; only those with another hash are fetched. One that
// fails leaves its box empty, for an old map beside a new figure would be wrong. Tells whether everything is there.
async function fill(entry) {
  const root = place(entry.id);
  const boxes = [...root.querySelectorAll('[data-rupa]')];
  const hash = (box) => entry.gambar?.[box.dataset.rupa] || '';
  const changed = boxes.filter((box) => box.dataset.hash !== hash(box));
  const drawn = await Promise.allSettled(changed.map((box) => drawing(hash(box))));
  changed.forEach((box, at) => {
    const svg = drawn[at].value;
    box.replaceChildren(...(svg ? [svg] : []));
    box.dataset.hash = svg ? hash(box) : '';
  });
  for (const box of boxes) find('svg', box)?.setAttribute('aria-label', entry.alt || entry.judul);
  panels.set(entry.id, entry);
  describe(entry, root);
  grow(entry, root);
  return drawn.every((one) => one.status === 'fulfilled');
}

function describe(entry, root) {
  for (const name of ['judul', 'angka', 'tanda', 'perubahan', 'periode', 'sumber', 'target']) write(root, name, entry[name] || '');
  part(root, 'angka')?.parentElement.toggleAttribute('data-panjang', (entry.angka || '').length > LONG);
  for (const name of ['sementara', 'target', 'contoh', 'galat']) toggle(root, name, entry[name]);
  toggle(root, 'kosong', !entry.akhir);
  const trend = part(root, 'tren');
  if (trend) {
    trend.className = `ly-tren ly-${entry.nada || 'netral'}`;
    icon(trend, entry.panah || 'dash');
  }
  const list = part(root, 'baris');
  if (list) rows(list, entry.baris || []);
}

// What changes by time alone: age, freshness, and a judgement that an old value must not keep.
function grow(entry, root = place(entry.id)) {
  const moment = now() / 1000;
  const stale = entry.basi && moment >= entry.basi;
  const late = !stale && entry.lambat && moment >= entry.lambat;
  root.dataset.segar = stale ? 'basi' : late ? 'lambat' : 'segar';
  const old = entry.akhir ? age(entry.akhir) : '';
  write(root, 'umur', old);
  write(root, 'basi_kata', say(words.stale, { age: old }));
  toggle(root, 'terlambat', late);
  toggle(root, 'basi', stale);
  toggle(root, 'tren', !stale && entry.perubahan);
  toggle(root, 'lampu', entry.lampu);
  if (entry.lampu) {
    const [shape, colour] = LAMPS[entry.lampu];
    icon(part(root, 'lampu'), stale ? HOLLOW[entry.lampu] : shape, stale ? '' : colour);
    write(root, 'lampu_kata', stale ? words.unjudged : entry.lampu_kata);
  }
}

// Tells whether the page now shows the snapshot, whole.
async function show(snapshot) {
  if (snapshot.v !== data.v) {
    await reload();
    return false;
  }
  write(body, 'diterima', snapshot.diterima);
  const complete = await Promise.all(snapshot.panel.map(fill));
  return complete.every(Boolean);
}

// A new page only when the server has one to give: the screen never turns empty. Not at once after the last one: a cache
// may hold a page that is older than the snapshot.
async function reload() {
  if (performance.now() < PATIENCE * 1000) return;
  const response = await get(location.href, { method: 'HEAD', cache: 'no-store' });
  if (!response.ok) throw new Error('no new page');
  location.reload();
}

// The address opens no wall any more: no figure may stay. It goes on asking; should it open one again, that is a new page.
function withdraw() {
  data.v = '';
  panels.clear();
  find('.ly-kisi').replaceChildren();
  body.classList.add('ly-dicabut');
  find('.ly-cabut').hidden = false;
}

// -- asking ------------------------------------------------------------------------------------------------

const GONE = [404, 410]; // answers that withdraw the address; any other failure may pass

let etag = ''; // of the snapshot that the page shows whole; empty at first, for this script does not know the panels yet
let misses = 0;
let missedSince = 0;
let heard = 0; // when somebody last answered; until then the page says when it was made
let next = 0; // the timer of the next question; 0 while one is under way

async function question() {
  const response = await get(data.snapshot, { cache: 'no-store', headers: etag ? { 'If-None-Match': etag } : {} });
  synchronise(response);
  if (GONE.includes(response.status)) {
    etag = '';
    withdraw();
  } else if (response.status === 200) {
    etag = '';
    if (await show(await response.json())) etag = response.headers.get('ETag') || '';
  } else if (response.status !== 304) {
    throw new Error(`answer ${response.status}`);
  }
  if (isFromCache(response)) throw new Error('a cache answers for a server that does not');
}

async function ask() {
  clearTimeout(next);
  next = 0;
  try {
    await question();
    misses = 0;
    heard = now();
  } catch {
    misses += 1;
    if (misses === 1) missedSince = now();
  }
  connection();
  const pause = misses ? Math.min(SLOWEST, POLL * 2 ** (misses - 1)) : POLL;
  next = setTimeout(ask, pause * 1000 * (0.8 + Math.random() * 0.4));
}

function connection() {
  const lost = misses >= MISSES;
  body.classList.toggle('ly-terputus', lost);
  find('.ly-putus').hidden = !lost;
  if (lost) {
    find('[data-putus-sejak]').textContent = say(words.lost, { time: time(missedSince) });
    find('[data-putus-terakhir]').textContent = say(words.last, { time: time(heard || Number(data.sekarang) * 1000) });
  }
  if (lost) icon(find('[data-sambungan]'), 'wifi-off');
  else if (heard) icon(find('[data-sambungan]'), 'broadcast', 'ly-hijau');
}

// -- every second, every minute ------------------------------------------------------------------------------

const minutes = (text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
let lastMinute = -1;

function isLit(minute) {
  const [from, until] = data.jam.split('-').map(minutes);
  return from < until ? minute >= from && minute < until : minute >= from || minute < until; // else across midnight
}

function second() {
  const moment = now();
  const shown = time(moment);
  find('[data-jam-kini]').textContent = shown;
  const seconds = Math.max(0, Math.round((moment - heard) / 1000));
  if (misses >= MISSES) find('[data-sambungan-kata]').textContent = words.alone;
  else if (heard) find('[data-sambungan-kata]').textContent = say(words.connected, { count: seconds });
  const minute = minutes(shown);
  if (minute !== lastMinute) everyMinute(minute, moment);
}

function everyMinute(minute, moment) {
  lastMinute = minute;
  find('[data-hari-kini]').textContent = wholeDay.format(moment);
  body.classList.toggle('ly-gelap', data.jam && !isLit(minute));
  const [x, y] = SHIFTS[Math.floor(minute / 10) % SHIFTS.length];
  find('main').style.transform = `translate(${x}px, ${y}px)`;
  for (const entry of panels.values()) grow(entry);
  if (minute === minutes(data.muat) && performance.now() > 36e5 && !misses) reload().catch(() => {}); // the page stays
}

find('[data-dimuat]').hidden = true; // from here on the clock goes
addEventListener('online', () => next && ask()); // the line is back: no need to wait out the pause
setInterval(second, 1000);
second();
ask();
