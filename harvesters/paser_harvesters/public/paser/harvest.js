/* Watches a run: asks every two seconds how far it is, and shows the whole page anew when it has ended.
   Without it the page refreshes itself (meta refresh in noscript). */
const PAUSE = 2000;

async function watch(place) {
  try {
    const answer = await fetch(place.dataset.url, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.status);
    const run = await answer.json();
    if (!run.at_work) {
      window.location.reload();
      return;
    }
    place.innerHTML = run.html;
  } catch {
    // The portal may be restarting; the next question will tell.
  }
  window.setTimeout(watch, PAUSE, place);
}

document.querySelectorAll('[data-module="paser-harvest-progress"]').forEach(watch);
