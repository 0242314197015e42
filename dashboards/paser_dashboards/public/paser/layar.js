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
  const made = Number(response.headers.get('X-Paser-Made')) * 1000;
  if (made && stamp - made > OUTDATED * 1000) throw new Error('a cache answers for a server that does not');
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

// A drawing is fetched only when its hash is another one; the old one stays until the new one is here.
async function draw(box, hash, label) {
  if (!hash || box.dataset.hash === hash) return;
  const response = await fetch(`${data.gambar}${hash}.svg`, { credentials: 'omit', signal: AbortSignal.timeout(PATIENCE * 1000) });
  if (!response.ok) return;
  const drawing = new DOMParser().parseFromString(await response.text(), 'image/svg+xml').documentElement;
  if (drawing.nodeName !== 'svg') return;
  drawing.setAttribute('aria-label', label || '');
  box.replaceChildren(document.importNode(drawing, true));
  box.dataset.hash = hash;
}

function fill(entry) {
  const root = place(entry.id);
  for (const name of ['judul', 'angka', 'tanda', 'perubahan', 'periode', 'sumber', 'target']) write(root, name, entry[name] || '');
  part(root, 'angka')?.parentElement.toggleAttribute('data-panjang', (entry.angka || '').length > LONG);
  toggle(root, 'sementara', entry.sementara);
  toggle(root, 'target', entry.target);
  toggle(root, 'contoh', entry.contoh);
  toggle(root, 'galat', entry.galat);
  const trend = part(root, 'tren');
  if (trend) {
    trend.className = `ly-tren ly-${entry.nada || 'netral'}`;
    icon(trend, entry.panah || 'dash');
  }
  const list = part(root, 'baris');
  if (list) rows(list, entry.baris || []);
  for (const box of root.querySelectorAll('[data-rupa]')) {
    draw(box, entry.gambar?.[box.dataset.rupa], entry.alt || entry.judul).catch(() => {}); // the next snapshot tries again
  }
  grow(entry, root);
}

// What changes by time alone: age, freshness, and a judgement that an old value must not keep.
function grow(entry, root = place(entry.id)) {
  const moment = now() / 1000;
  const stale = entry.basi && moment >= entry.basi;
  const late = !stale && entry.lambat && moment >= entry.lambat;
  root.dataset.segar = stale ? 'basi' : late ? 'lambat' : 'segar';
  if (entry.akhir) {
    const old = age(entry.akhir);
    write(root, 'umur', old);
    write(root, 'basi_kata', say(words.stale, { age: old }));
  }
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

function show(snapshot) {
  const same = snapshot.v === data.v && snapshot.panel.every((entry) => place(entry.id)) && snapshot.panel.length === document.querySelectorAll('[data-panel]').length;
  if (!same) {
    reload();
    return;
  }
  for (const entry of snapshot.panel) {
    panels.set(entry.id, entry);
    fill(entry);
  }
}

// A new page only when the server has one to give: the screen never turns empty.
async function reload() {
  try {
    const response = await fetch(location.href, { method: 'HEAD', cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(PATIENCE * 1000) });
    if (response.ok) location.reload();
  } catch {
    // it stays as it is
  }
}

// -- asking ------------------------------------------------------------------------------------------------

let etag = ''; // empty at first: the panels are in the page, but this script does not know them yet
let misses = 0;
let missedSince = 0;
let heard = now();

async function ask() {
  try {
    const headers = etag ? { 'If-None-Match': etag } : {};
    const response = await fetch(data.snapshot, { headers, cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(PATIENCE * 1000) });
    if (response.status !== 304 && response.status !== 200) throw new Error(`answer ${response.status}`);
    if (response.status === 200) {
      show(await response.json());
      etag = response.headers.get('ETag') || '';
    }
    synchronise(response);
    misses = 0;
    heard = now();
  } catch {
    misses += 1;
    if (misses === 1) missedSince = now();
  }
  connection();
  const pause = misses ? Math.min(SLOWEST, POLL * 2 ** (misses - 1)) : POLL;
  setTimeout(ask, pause * 1000 * (0.8 + Math.random() * 0.4));
}

function connection() {
  const lost = misses >= MISSES;
  body.classList.toggle('ly-terputus', lost);
  find('.ly-putus').hidden = !lost;
  if (lost) {
    find('[data-putus-sejak]').textContent = say(words.lost, { time: time(missedSince) });
    find('[data-putus-terakhir]').textContent = say(words.last, { time: time(heard) });
  }
  icon(find('[data-sambungan]'), lost ? 'wifi-off' : 'broadcast', lost ? '' : 'ly-hijau');
}

// -- every second, every minute ------------------------------------------------------------------------------

const minutes = (text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
let lastMinute = -1;

function second() {
  const moment = now();
  const shown = time(moment);
  find('[data-jam-kini]').textContent = shown;
  const seconds = Math.max(0, Math.round((moment - heard) / 1000));
  find('[data-sambungan-kata]').textContent = misses >= MISSES ? words.alone : say(words.connected, { count: seconds });
  const minute = minutes(shown);
  if (minute !== lastMinute) everyMinute(minute, moment);
}

function everyMinute(minute, moment) {
  lastMinute = minute;
  find('[data-hari-kini]').textContent = wholeDay.format(moment);
  const [from, until] = data.jam.split('-').map(minutes);
  body.classList.toggle('ly-gelap', minute < from || minute >= until);
  const [x, y] = SHIFTS[Math.floor(minute / 10) % SHIFTS.length];
  find('main').style.transform = `translate(${x}px, ${y}px)`;
  for (const entry of panels.values()) grow(entry);
  if (minute === minutes(data.muat) && performance.now() > 36e5 && !misses) reload();
}

setInterval(second, 1000);
second();
ask();
