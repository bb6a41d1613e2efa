// Puts the picture together: controls, keys, and what has to be drawn again after which change.
// Each page that shows it brings two functions: fillOwn(record), for what it shows besides, and makeRunner(step, piece),
// the element of a runner-up.

let shown = null;
const PLAY_MS = 900;

/** Another sentence, view or unit: everything is new. */
function render() {
  const record = currentRecord();
  if (!hasView(record, state.view)) state.view = "aligned";
  shown = viewOf(record, state);
  if (state.pinned && state.pinned.index >= shown[state.pinned.side].length) forgetTokens();
  fillControls(record);
  byId("meaning").textContent = describeView(record);
  byId("stage").classList.toggle("long", lengthOf(record) > 12);
  fillRows(shown);
  fillTable(shown, record);
  fillFacts(shown, record);
  fillLegend(record);
  writeAddress();
  refresh();
}

/** Another token speaks: only the lines, the marks and the words about it. */
function refresh() {
  const record = currentRecord();
  const active = activeToken();
  drawLines(shown, record);
  markTokens(shown);
  fillSteps(shown, record);
  byId("spoken").textContent = active ? describeToken(shown, active) : "";
  fillOwn(record);
}

function forgetTokens() {
  stopPlaying();
  state.pinned = state.pointed = null;
  state.stepping = false;
}

function fillControls(record) {
  const available = Object.keys(VIEWS).filter((view) => hasView(record, view));
  fillSegments("views", available.map((view) => [view, VIEWS[view].name]), state.view, (view) => change({ view }));
  const hasHeads = Boolean(VIEWS[state.view].heads);
  const unit = hasHeads ? "piece" : state.unit;
  fillSegments("units", [["word", "Words"], ["piece", "Pieces"]], unit, (chosen) => change({ unit: chosen }));
  byId("units").firstElementChild.disabled = hasHeads; // layers and heads are between pieces
  for (const label of document.querySelectorAll(".heads-only")) label.hidden = !hasHeads;
  if (hasHeads) fillHeads(record.heads[VIEWS[state.view].heads]);
  byId("gold-label").hidden = !canShowGold(record);
  byId("gold").checked = state.gold;
  byId("threshold").value = thresholdOf(record);
  byId("threshold-value").textContent = thresholdOf(record).toFixed(2);
}

function fillSegments(id, choices, chosen, choose) {
  const focused = document.activeElement?.dataset.choice;
  byId(id).replaceChildren(...choices.map(([value, name]) => {
    const button = make("button", name);
    button.type = "button";
    button.dataset.choice = value;
    button.setAttribute("aria-pressed", String(value === chosen));
    button.addEventListener("click", () => choose(value));
    return button;
  }));
  if (focused) byId(id).querySelector(`[data-choice="${focused}"]`)?.focus();
}

function fillHeads({ layers, heads }) {
  state.layer = Math.min(state.layer, layers - 1);
  if (typeof state.head === "number") state.head = Math.min(state.head, heads - 1);
  const numbers = (count) => Array.from({ length: count }, (_, k) => String(k));
  fillOptions("layer", numbers(layers), String(state.layer));
  fillOptions("head", ["mean", "max", ...numbers(heads)], String(state.head));
}

function fillOptions(id, values, chosen) {
  byId(id).replaceChildren(...values.map((value) => new Option(value, value, false, value === chosen)));
}

function fillLegend(record) {
  const entries = showsGold(record)
    ? [["right", "sure in gold"], ["possible", "□ possible in gold"], ["wrong", "✕ not in gold"], ["missed", "■ missed"]]
    : [["w10", "0.1"], ["w50", "0.5"], ["w100", "1.0"]];
  const items = entries.map(([kind, text]) => {
    const item = make("span", "", "key");
    item.append(make("i", "", `swatch ${kind}`), make("span", text));
    return item;
  });
  if (!showsGold(record) && VIEWS[state.view].rest) items.push(make("span", `${VIEWS[state.view].sign} = ${VIEWS[state.view].rest}`, "key"));
  byId("legend").replaceChildren(...items);
}

/** Takes new choices over and draws. Another sentence or another way to cut it makes kept tokens meaningless. */
function change(choices) {
  const moves = ["sentence", "unit", "view"].some((key) => key in choices && choices[key] !== state[key]);
  const keepsTokens = "view" in choices && !VIEWS[choices.view].heads && !VIEWS[state.view].heads;
  if (moves && !keepsTokens) forgetTokens();
  Object.assign(state, choices);
  render();
}

function chooseSentence(sentence) {
  if (sentence === undefined) return;
  change({ sentence });
  markSentence();
  byId("scroller").scrollLeft = 0;
}

function stopPlaying() {
  clearInterval(state.playing);
  state.playing = null;
  byId("play").textContent = "Play";
}

function togglePlaying() {
  if (state.playing) return stopPlaying();
  if (state.stepping && state.pinned?.index === shown.bottom.length - 1) state.stepping = false;
  const forward = () => {
    takeStep(1);
    if (state.pinned.index === shown.bottom.length - 1) stopPlaying();
  };
  byId("play").textContent = "Stop";
  state.playing = setInterval(forward, PLAY_MS);
  forward();
}

function takeStep(by) {
  if (state.view === "encoder" || !shown.bottom.length) return;
  step(shown, by);
  refresh();
  revealToken(state.pinned);
}

function pin(token) {
  const again = sameToken(token, state.pinned) && !state.stepping;
  if (!(state.stepping && token.side === "bottom")) state.stepping = false;
  state.pinned = again ? null : token;
  refresh();
}

function onKey(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest?.("input, select, summary")) return;
  if (event.key === "Escape") {
    forgetTokens();
    return refresh();
  }
  const token = event.target.closest?.(".token");
  if (token) {
    const next = neighbourOf(shown, tokenOf(token), event.key);
    if (!next) return onSentenceKey(event);
    event.preventDefault();
    if (state.stepping && next.side === "bottom") state.pinned = next;
    return focusToken(next);
  }
  const inList = event.target.closest?.(".sentence");
  if (inList && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    moveInList(inList, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
    event.preventDefault();
    takeStep(event.key === "ArrowRight" ? 1 : -1);
  } else onSentenceKey(event);
}

function onSentenceKey({ key }) {
  if (key === "j" || key === "k") chooseSentence(sentenceBeside(key === "j" ? 1 : -1));
}

function moveInList(button, by) {
  const item = button.parentElement;
  const next = (by > 0 ? item.nextElementSibling : item.previousElementSibling)?.firstElementChild;
  if (!next) return;
  chooseSentence(Number(next.dataset.position));
  next.focus();
}

function point(token) {
  if (token === state.pointed || (token && sameToken(token, state.pointed))) return;
  state.pointed = token;
  refresh();
}

function listenToTokens() {
  const stage = byId("stage");
  const tokenUnder = (event) => event.target.closest(".token");
  // A pointer that points at nothing leaves the word to the keyboard, if that is what is used.
  const focused = () => document.querySelector(".token:focus-visible");
  const pointOrFocus = (button) => point(button ? tokenOf(button) : null);
  stage.addEventListener("pointerover", (event) => pointOrFocus(tokenUnder(event) ?? focused()));
  stage.addEventListener("pointerleave", () => pointOrFocus(focused()));
  stage.addEventListener("focusin", (event) => pointOrFocus(tokenUnder(event)));
  stage.addEventListener("focusout", () => point(null));
  stage.addEventListener("click", (event) => tokenUnder(event) && pin(tokenOf(tokenUnder(event))));
}

function listenToControls() {
  byId("layer").addEventListener("change", (event) => change({ layer: Number(event.target.value) }));
  byId("head").addEventListener("change", ({ target: { value } }) => change({ head: value === "mean" || value === "max" ? value : Number(value) }));
  byId("gold").addEventListener("change", (event) => change({ gold: event.target.checked }));
  byId("threshold").addEventListener("input", (event) => change({ threshold: Number(event.target.value) }));
  byId("back").addEventListener("click", () => takeStep(-1));
  byId("forth").addEventListener("click", () => takeStep(1));
  byId("play").addEventListener("click", togglePlaying);
  byId("list").addEventListener("click", (event) => {
    const button = event.target.closest(".sentence");
    if (button) chooseSentence(Number(button.dataset.position));
  });
  document.addEventListener("keydown", onKey);
  addEventListener("hashchange", () => { readAddress(); forgetTokens(); render(); markSentence(); });
  new ResizeObserver(() => drawLines(shown, currentRecord())).observe(byId("stage"));
}

/** Dark or light: as the system says, until the button says otherwise. */
function listenToTheme() {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
  const name = () => { byId("theme").textContent = isDark() ? "Light" : "Dark"; };
  byId("theme").addEventListener("click", () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    name();
  });
  system.addEventListener("change", name);
  name();
}
