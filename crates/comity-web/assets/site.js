// Improves pages that work without it. Nothing here is needed to read or to act.
//
// Live: when something has been recorded, the page fetches itself and takes over the parts that are
// others now. Words: what is typed survives a lost line, and nobody leaves it by mistake. Times:
// how long is left, and the reader's own time zone.
(() => {
  "use strict";
  const root = document.documentElement;
  const main = document.getElementById("main");
  const said = document.getElementById("live");
  if (!main || !said) return;
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  // One region says what happens, politely, in words that the page brought along.
  const say = (what, number) => {
    said.textContent = said.dataset[what].replace("0000", number);
  };

  // ---- Words that somebody types -------------------------------------------------------------

  const boxes = "textarea, input:not([type]), input[type=text], input[type=search], input[type=email]";
  const isTyped = (box) => box.value !== box.defaultValue;
  // The part may be a box itself: boxes have ids, and a part with an id can be taken over alone.
  const typedIn = (part) => [part, ...part.querySelectorAll(boxes)].filter((it) => it.matches(boxes) && isTyped(it));
  const place = (form) => `kept ${location.pathname} ${form.getAttribute("action") || ""}`;
  let isLeaving = false;

  const keep = (form) => {
    const words = typedIn(form).filter((box) => box.name).map((box) => [box.name, box.value]);
    try {
      if (words.length) sessionStorage.setItem(place(form), JSON.stringify({ words }));
      else sessionStorage.removeItem(place(form));
    } catch {
      // No room: the words stay on the page, and the page asks before it is left.
    }
  };

  const isKept = (name) => name.startsWith("kept ");
  const arrival = performance.getEntriesByType("navigation")[0]?.type;
  const isAnswered = arrival === "navigate" && document.referrer !== "";

  const mark = (name, sent) => {
    const kept = JSON.parse(sessionStorage.getItem(name) || "null");
    if (kept) sessionStorage.setItem(name, JSON.stringify({ ...kept, sent }));
  };

  // A form that was sent and answered needs nothing kept: what was refused came back in the page.
  // The page of a problem is no such answer, and neither is one that is visited after it.
  const forget = () => {
    const isTrouble = document.querySelector(".trouble") !== null;
    for (const name of Object.keys(sessionStorage).filter(isKept)) {
      const kept = JSON.parse(sessionStorage.getItem(name));
      if (isTrouble) mark(name, false);
      else if (kept.sent && isAnswered) sessionStorage.removeItem(name);
    }
  };

  const restore = (form) => {
    const kept = JSON.parse(sessionStorage.getItem(place(form)) || "null");
    if (!kept) return;
    for (const [name, value] of kept.words) {
      const box = [...form.querySelectorAll(boxes)].find((it) => it.name === name);
      if (!box || isTyped(box) || box.value === value) continue;
      box.value = value;
      say("kept");
    }
  };

  const forms = () => [...document.querySelectorAll("form[method=post]")];
  try {
    forget();
    forms().forEach(restore);
  } catch {
    // A browser that keeps nothing keeps nothing.
  }

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.method === "post") keep(form);
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    isLeaving = true;
    try {
      if (form.getAttribute("action")?.startsWith("/sign-out")) {
        Object.keys(sessionStorage).filter(isKept).forEach((it) => sessionStorage.removeItem(it));
      } else {
        // From the page of a problem goes what was kept on the page of the form itself.
        const end = form.closest(".trouble") ? ` ${form.getAttribute("action")}` : place(form);
        Object.keys(sessionStorage).filter((it) => isKept(it) && it.endsWith(end)).forEach((it) => mark(it, true));
      }
    } catch {
      // As above.
    }
  });

  addEventListener("pageshow", () => { isLeaving = false; });
  addEventListener("beforeunload", (event) => {
    if (!isLeaving && forms().some((form) => typedIn(form).length)) event.preventDefault();
  });
  addEventListener("offline", () => say("lost"));
  addEventListener("online", () => say("back"));

  // ---- Times ---------------------------------------------------------------------------------

  const inWords = new Intl.RelativeTimeFormat(`${root.lang}-u-nu-latn`, { numeric: "always" });
  const units = [["day", 86_400_000], ["hour", 3_600_000], ["minute", 60_000]];

  // The reader's clock may be wrong: the page and the stream say what the time of the site is. A page
  // that the browser had put aside says what it was then.
  let ahead = 0;
  const hear = (now) => { if (now) ahead = Number(now) - Date.now(); };
  if (arrival !== "back_forward") hear(document.body.dataset.now);

  // Beside a deadline stands how long is left until it, in the largest unit that is more than one.
  const showLeft = (part) => {
    for (const time of part.querySelectorAll(".clock time[datetime]")) {
      const left = Date.parse(time.dateTime) - Date.now() - ahead;
      let beside = time.nextElementSibling;
      if (!beside?.classList.contains("left")) {
        beside = document.createElement("span");
        beside.className = "left";
        time.after(beside);
      }
      const [unit, length] = units.find((it) => left >= 2 * it[1]) || units[2];
      const text = left > 0 ? " " + inWords.format(Math.floor(left / length), unit) : "";
      if (beside.textContent !== text) beside.textContent = text;
    }
  };

  // ---- What is fetched anew ------------------------------------------------------------------

  const fetchPage = async () => {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (!answer.ok || answer.redirected) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };

  // Where nobody chose a time zone, the site is told that of the browser and says the times again.
  const tellZone = async () => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    document.cookie = `zone=${zone}; Path=/; SameSite=Lax; Max-Age=31536000`;
    if (zone === "UTC" || !document.body.dataset.live || !document.querySelector("time[data-when]")) return;
    const next = await fetchPage();
    const times = next ? [...next.querySelectorAll("time[data-when]")] : [];
    for (const time of document.querySelectorAll("time[data-when]")) {
      const same = times.find((it) => it.dateTime === time.dateTime && it.dataset.when === time.dataset.when);
      if (same) time.textContent = same.textContent;
    }
  };

  // What a part says, without what this script or the reader added and without the keys of forms.
  const meaning = (part) => {
    const copy = part.cloneNode(true);
    copy.querySelectorAll(".left").forEach((it) => it.remove());
    copy.querySelectorAll("details[open]").forEach((it) => it.removeAttribute("open"));
    copy.querySelectorAll("input[name=key]").forEach((it) => it.setAttribute("value", ""));
    copy.normalize();
    return copy.outerHTML.replace(/\s+/g, " ");
  };

  const isHeld = (part) => {
    const focus = document.activeElement;
    return (focus && focus !== document.body && focus !== main && part.contains(focus)) || typedIn(part).length > 0;
  };

  // The parts with an id that stand in no other such part below this one.
  const partsOf = (part) => [...part.querySelectorAll("[id]")]
    .filter((it) => it.parentElement.closest("[id]") === part);

  let isWaiting = false;

  const takeOver = (now, next) => {
    const fresh = document.importNode(next, true);
    const open = [...now.querySelectorAll("details")];
    const folds = [...fresh.querySelectorAll("details")];
    if (open.length === folds.length) folds.forEach((it, at) => { it.open = open[at].open; });
    now.replaceWith(fresh);
    showLeft(fresh);
    if (!isCalm) fresh.animate([{ background: "var(--wash)" }, { background: "transparent" }], 1600);
  };

  // Takes over what differs, as deep as it has to go so that nothing is pulled from under a hand.
  const settle = (now, next, isWhole) => {
    if (meaning(now) === meaning(next)) return 0;
    if (!isWhole && !isHeld(now)) {
      takeOver(now, next);
      return 1;
    }
    const parts = partsOf(next);
    if (!isWhole && !parts.length) isWaiting = true;
    let count = 0;
    let before = null;
    for (const part of parts) {
      let own = document.getElementById(part.id);
      if (own && now.contains(own)) {
        count += settle(own, part, false);
      } else if (!own && before) {
        before.after(document.importNode(part, true));
        count += 1;
      }
      own = document.getElementById(part.id);
      before = own || before;
    }
    for (const own of partsOf(now)) {
      const isGone = !parts.some((it) => it.id === own.id);
      if (isGone && !isHeld(own)) {
        own.remove();
        count += 1;
      }
    }
    return count;
  };

  const negotiation = document.body.dataset.negotiation;
  let size = Number(document.body.dataset.size);
  let wanted = size;
  let isBusy = false;
  let saidAt = -Infinity;

  const refresh = async () => {
    if (isBusy || wanted <= size) return;
    isBusy = true;
    const began = performance.now();
    try {
      const next = await fetchPage();
      const fetched = Number(next?.body.dataset.size || 0);
      size = Math.max(fetched, next ? 0 : wanted);
      isWaiting = false;
      let count = next ? settle(main, next.getElementById("main"), true) : 0;
      const stage = document.getElementById("stage");
      const nextStage = next?.getElementById("stage");
      if (stage && nextStage) count += settle(stage, nextStage, false);
      if (isWaiting) say("waits");
      else if (count && performance.now() - saidAt > 4_000) {
        saidAt = performance.now();
        say("changed", size - 1);
      }
    } catch {
      // The line is lost: the stream comes again and says how far the record is.
      isBusy = false;
      return;
    }
    // A page that takes long to fetch is fetched less often.
    const rest = Math.max(50, 2 * (performance.now() - began));
    setTimeout(() => { isBusy = false; refresh(); }, rest);
  };

  // A part that was held is taken over when it is let go.
  document.addEventListener("focusout", () => {
    if (!isWaiting) return;
    isWaiting = false;
    size = -1;
    setTimeout(refresh, 200);
  });

  // Only a page that is looked at listens: browsers have few lines to one site.
  let stream = null;
  const listen = () => {
    if (document.hidden) {
      stream?.close();
      stream = null;
    } else if (!stream) {
      stream = new EventSource(`${negotiation}/events`);
      stream.addEventListener("record", (event) => {
        const news = JSON.parse(event.data);
        wanted = Math.max(wanted, news.size);
        hear(news.now);
        showLeft(document);
        refresh();
      });
    }
  };

  if (negotiation && document.body.dataset.live) {
    listen();
    document.addEventListener("visibilitychange", listen);
  }

  // ---- Addresses of places -------------------------------------------------------------------

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-copy], .label a[href*='#']");
    if (!link || !navigator.clipboard) return;
    navigator.clipboard.writeText(link.href).then(() => say("copied"), () => {});
  });

  if (root.dataset.zone === "unknown") tellZone().catch(() => {});
  showLeft(document);
  setInterval(() => showLeft(document), 20_000);
})();
