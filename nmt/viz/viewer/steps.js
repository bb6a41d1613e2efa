// Decoding, one step after the other: how likely the piece was, what else was likely, what was looked at.

const SHOWN_PARTNERS = 3;

function fillSteps(shown, record) {
  const active = activeToken();
  const title = byId("step-title");
  const hasSteps = state.view !== "encoder" && record.logProbs.length > 0;
  if (!hasSteps || !active || active.side !== "bottom") {
    title.textContent = hasSteps ? "Step through decoding with → and see what the model chose from." : "No decoding steps in this view.";
    byId("step").replaceChildren();
    return;
  }
  const unit = VIEWS[state.view].heads ? "piece" : state.unit;
  const steps = stepsOf(record, shown, unit, active.index);
  const own = shown.bottom[active.index];
  const logProb = steps.reduce((sum, step) => sum + record.logProbs[step], 0);
  title.replaceChildren(
    make("span", `Step ${active.index + 1}${isUnfinished(record) ? "" : ` of ${shown.bottom.length}`}: `),
    make("strong", own.kind === "end" ? "end of the sentence" : own.text),
    make("span", steps.length ? `, probability ${formatProbability(Math.exp(logProb))}` : ""),
  );
  const columns = steps.map((step) => runnersUp(record, step));
  if (!VIEWS[state.view].heads && own.kind !== "end") columns.push(bothReadings(record, unit, active.index));
  byId("step").replaceChildren(...columns);
}

function formatProbability(value) {
  return value >= 0.0005 ? value.toFixed(3) : value.toExponential(1);
}

/** The likeliest pieces of one step as bars; the chosen one is marked, also where it was not among them. */
function runnersUp(record, step) {
  const chosen = record.pieces.tgt[step] ?? END_MARK;
  const rows = [...(record.runnersUp[step] ?? [])];
  if (!rows.some(([piece]) => piece === chosen)) rows.push([chosen, record.logProbs[step]]);
  const list = make("ol", "", "runners");
  for (const [piece, logProb] of rows) {
    const probability = Math.exp(logProb);
    const item = make("li", "", piece === chosen ? "chosen" : "");
    const runner = makeRunner(step, piece);
    const bar = make("span", "", "bar");
    bar.style.setProperty("--share", `${(100 * probability).toFixed(2)}%`);
    runner.append(make("span", piece, "piece"), bar, make("span", formatProbability(probability), "share"));
    if (piece === chosen) runner.append(make("span", "chosen", "sr-only"));
    item.append(runner);
    list.append(item);
  }
  return titled(record.pieces.tgt[step] ? `Choice of ${chosen}` : "Choice to end", list);
}

/** What the word was aligned to, and what was looked at for it: two things, side by side. */
function bothReadings(record, unit, index) {
  const list = make("dl", "", "readings");
  for (const view of ["aligned", "attended"]) {
    const shown = viewOf(record, { ...state, view, unit });
    const texts = partnersOf(shown, { side: "bottom", index }, 0.02).slice(0, SHOWN_PARTNERS)
      .map(({ index: j, weight }) => `${shown.top[j].text} ${weight.toFixed(2)}`);
    if (shown.rest[index] >= 0.02) texts.push(`${VIEWS[view].rest} ${shown.rest[index].toFixed(2)}`);
    list.append(make("dt", VIEWS[view].name), make("dd", texts.join(" · ")));
  }
  return titled("Two readings", list);
}

function titled(text, content) {
  const box = make("section", "", "step-column");
  box.append(make("h2", text), content);
  return box;
}

/** One step on or back; the first one begins. */
function step(shown, by) {
  const at = state.stepping && state.pinned ? state.pinned.index : by > 0 ? -1 : shown.bottom.length;
  const index = Math.max(0, Math.min(at + by, shown.bottom.length - 1));
  state.stepping = true;
  state.pinned = { side: "bottom", index };
  state.pointed = null;
}
