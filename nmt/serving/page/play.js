// The page to play with: asks the server, shows each step as it comes, and lets the reader overrule the model.

const RECORDS = recordsOf(0);
let coming = null; // the AbortController of the translation under way
let overruledAt = null; // which word the reader forced with the last question: see `ask`

/**
 * Asks for a translation: {source}, and how it begins as {prefix: [pieces]} or {begin: text}.
 * at: {step} or {index} of the forced word, which is kept in view.
 */
async function ask(question, at = null) {
  coming?.abort();
  const own = new AbortController();
  coming = own;
  overruledAt = at;
  showTrouble("");
  const position = RECORDS.length && !RECORDS.at(-1).isDone ? RECORDS.length - 1 : RECORDS.length; // in place of one cut short
  try {
    const answer = await fetch("translate", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(question), signal: own.signal,
    });
    if (!answer.ok) throw new Error((await answer.json()).error);
    let shownSoFar = Promise.resolve();
    let failure = "The server stopped in the middle of the sentence.";
    for await (const event of readLines(answer.body)) {
      if ("error" in event) failure = event.error;
      else {
        if (event.done) failure = "";
        // Read at the server's pace, shown at the reader's.
        shownSoFar = shownSoFar.then(() => own.signal.aborted || showEvent(event, position)).then(() => wait(own));
      }
    }
    await shownSoFar;
    if (failure) throw new Error(failure);
  } catch (error) {
    if (own.signal.aborted) return;
    showTrouble(error instanceof TypeError ? "The server does not answer. Is it still running?" : error.message);
  }
}

/** The values of a stream that holds one as JSON on each line. */
async function* readLines(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    yield* lines.map((line) => JSON.parse(line));
  }
}

/** The pause after a step, as long as nobody asks for something else. */
function wait(own) {
  const pace = Number(byId("pace").value);
  return own.signal.aborted || !pace ? null : new Promise((go) => setTimeout(go, pace));
}

function showEvent({ record, done }, position) {
  const isFirst = RECORDS.length === 0;
  record.id = position + 1;
  record.isDone = done;
  RECORDS[position] = record;
  stopPlaying();
  const newest = viewOf(record, state).bottom.length - 1;
  const isStep = !done && state.view !== "encoder" && newest >= 0; // a first piece can be a space alone, and no word
  const index = done && overruledAt ? Math.min(indexOf(record, overruledAt), newest) : isStep ? newest : -1;
  const pinned = index >= 0 ? { side: "bottom", index } : null;
  Object.assign(state, { sentence: position, pointed: null, pinned, stepping: isStep });
  if (isFirst) openPicture();
  byId("spoken").setAttribute("aria-live", done ? "polite" : "off"); // every step would be too much to listen to
  render();
  if (pinned) revealToken(pinned);
  if (!done) return;
  fillList();
  byId("news").textContent = `${record.target} ${describeOdds(record)}`;
  if (pinned && document.activeElement === document.body) focusForced(pinned);
}

/** The token below at a step of decoding, or at an index that is known. */
function indexOf(record, { step, index }) {
  if (index !== undefined) return index;
  if (VIEWS[state.view].heads || state.unit === "piece") return step;
  return record.tgtWordsOfPiece[step]?.[0] ?? record.words.tgt.length;
}

/** What was used to overrule the model is gone while it answers; the focus goes back there. */
function focusForced(pinned) {
  const runner = document.querySelector(`.runner[data-step="${overruledAt.step}"][aria-pressed="true"]`);
  const used = overruledAt.step === undefined ? byId("words") : runner ?? buttonOf(pinned);
  used.focus({ preventScroll: true });
}

function openPicture() {
  for (const id of ["result", "picture"]) byId(id).hidden = false;
  byId("welcome").hidden = true;
  listenToTokens();
  listenToControls();
}

function showTrouble(message) {
  byId("trouble").textContent = message;
}

/** What the page shows beside the picture. */
function fillOwn(record) {
  byId("translation").textContent = record.target;
  byId("translation").setAttribute("aria-busy", String(!record.isDone));
  byId("odds").textContent = describeOdds(record);
  byId("release").hidden = !record.given || !record.isDone;
  for (const button of byId("bottom-row").children) {
    const steps = stepsOf(record, shown, VIEWS[state.view].heads ? "piece" : state.unit, Number(button.dataset.index));
    button.classList.toggle("overruled", state.view !== "encoder" && steps.some((step) => isOverruled(record, step)));
  }
  fillSay(record);
}

/** The reader forced what was not the model's first choice. */
function isOverruled(record, step) {
  return step < record.given && record.runnersUp[step][0][0] !== (record.pieces.tgt[step] ?? END_MARK);
}

/** The words, or the end, at which the reader did so. */
function overruledWords(record) {
  const words = record.logProbs.flatMap((_, step) => {
    if (!isOverruled(record, step)) return [];
    return record.tgtWordsOfPiece[step]?.map((word) => record.words.tgt[word]) ?? ["the end"];
  });
  return [...new Set(words)];
}

/** Log-probability of all that was chosen, by the model or for it. */
function logProbOf(record) {
  return record.logProbs.reduce((sum, value) => sum + value, 0);
}

function describeOdds(record) {
  const parts = [`Probability ${record.isDone ? "" : "so far "}${formatProbability(Math.exp(logProbOf(record)))}.`];
  const overruled = overruledWords(record);
  if (overruled.length) parts.push(`You overruled the model at ${overruled.join(", ")}.`);
  if (record.isDone && isUnfinished(record)) parts.push("It stopped at the greatest length, before its end.");
  return parts.join(" ");
}

/** A runner-up that can be chosen: everything up to it stays, and the model goes on from there. */
function makeRunner(step, piece) {
  const record = currentRecord();
  const isChosen = piece === (record.pieces.tgt[step] ?? END_MARK);
  const button = make("button", "", "runner");
  button.type = "button";
  button.dataset.step = step;
  button.setAttribute("aria-pressed", String(isChosen));
  button.title = isChosen ? "Chosen" : `Say ${piece.replace("▁", "")} instead`;
  button.addEventListener("click", () => {
    button.blur(); // it is about to go; its successor gets the focus
    ask({ source: record.source, prefix: [...record.pieces.tgt.slice(0, step), piece] }, { step });
  });
  return button;
}

/** The form asks for a word in place of the one that is kept. */
function fillSay(record) {
  const token = state.pinned;
  const isOpen = Boolean(record.isDone && token?.side === "bottom" && state.view !== "encoder");
  byId("say").hidden = !isOpen;
  if (isOpen) byId("said").textContent = token.index < shown.rows && shown.bottom[token.index].kind !== "mark" ? shown.bottom[token.index].text : "the end";
}

function sayInstead(event) {
  event.preventDefault();
  const record = currentRecord();
  const word = VIEWS[state.view].heads || state.unit === "piece" ? record.tgtWordsOfPiece[state.pinned.index]?.[0] : state.pinned.index;
  const before = record.target.slice(0, startOfWord(record, word ?? record.words.tgt.length));
  const words = byId("words").value.trim();
  if (!words) return;
  byId("words").value = "";
  const glue = /[^\s(«“"'’-]$/u.test(before) && /^[\p{L}\p{N}]/u.test(words) ? " " : "";
  ask({ source: record.source, begin: before + glue + words }, { index: state.pinned.index });
}

/** Where a target word stands in the text; its end for one after the last. */
function startOfWord({ target, words }, index) {
  let at = 0;
  for (const [k, word] of words.tgt.entries()) {
    at = target.indexOf(word, at);
    if (k === index) return at;
    at += word.length;
  }
  return target.length;
}

/** The newest first. */
function fillList() {
  const done = RECORDS.map((record, position) => ({ record, position })).filter(({ record }) => record.isDone);
  byId("count").textContent = done.length ? "Translations so far" : "";
  byId("list").replaceChildren(...done.reverse().map((one) => listItem(one, badgesOf(one.record))));
  markSentence();
}

function badgesOf(record) {
  const badges = [[`probability ${formatProbability(Math.exp(logProbOf(record)))}`, false]];
  return overruledWords(record).length ? [...badges, ["forced", true]] : badges;
}

function nameOf(language) {
  try {
    return new Intl.DisplayNames("en", { type: "language" }).of(language);
  } catch {
    return language; // a code of one's own
  }
}

function offerExample(text) {
  const button = make("button", text);
  button.type = "button";
  button.lang = DATA.languages.src;
  button.addEventListener("click", () => {
    byId("source").value = text;
    ask({ source: text });
  });
  return button;
}

byId("title").textContent = DATA.title;
byId("source-name").textContent = nameOf(DATA.languages.src);
byId("translation-name").textContent = nameOf(DATA.languages.tgt);
byId("source").lang = DATA.languages.src;
byId("translation").lang = byId("words").lang = byId("said").lang = DATA.languages.tgt;
byId("source").maxLength = byId("words").maxLength = DATA.maxCharacters;
byId("examples").replaceChildren(...DATA.examples.map(offerExample));
byId("examples").hidden = DATA.examples.length === 0;
byId("pace").value = matchMedia("(prefers-reduced-motion: reduce)").matches ? "0" : "350";
byId("step").after(byId("say")); // beside the runners-up
byId("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  ask({ source: byId("source").value });
});
byId("say").addEventListener("submit", sayInstead);
byId("release").addEventListener("click", () => ask({ source: currentRecord().source }));
readAddress();
listenToTheme();
byId("source").focus();
