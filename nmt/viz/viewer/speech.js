// The picture in words: the sentence of the live region, the plain table, and the facts about a sentence.

function make(tag, text = "", className = "") {
  const element = document.createElement(tag);
  element.textContent = text; // a corpus is data: text, never markup
  if (className) element.className = className;
  return element;
}

function percent(share) {
  return `${(100 * share).toFixed(share < 0.0995 && share > 0 ? 1 : 0)} %`;
}

/** "student ← étudiant 0.93, Je 0.04" for a token below; "étudiant → student 0.93" for one above. */
function describeToken(shown, token) {
  const own = shown[token.side][token.index];
  if (own.kind === "end") return "end of the sentence";
  const others = shown[token.side === "top" ? "bottom" : "top"];
  const joined = partnersOf(shown, token, 0.02).slice(0, 4).map(({ index, weight }) => `${others[index].text} ${weight.toFixed(2)}`);
  if (token.side === "bottom" && shown.rest && shown.rest[token.index] >= 0.02) {
    joined.push(`${VIEWS[state.view].rest} ${shown.rest[token.index].toFixed(2)}`);
  }
  return `${own.text} ${token.side === "top" ? "→" : "←"} ${joined.join(", ") || "nothing"}`;
}

function fillTable(shown, record) {
  const table = document.getElementById("table");
  const caption = make("caption", `${VIEWS[state.view].name}: how much of each row's token goes to each column`);
  const head = make("thead");
  const headRow = make("tr");
  headRow.append(make("td"));
  const columns = shown.top.map((token) => token.text).concat(shown.rest ? [VIEWS[state.view].rest] : []);
  for (const text of columns) headRow.append(headerCell(text, "col"));
  head.append(headRow);
  const body = make("tbody");
  for (let i = 0; i < shown.rows; i++) {
    const row = make("tr");
    row.append(headerCell(shown.bottom[i].text, "row"));
    const values = shown.top.map((_, j) => weightAt(shown, i, j)).concat(shown.rest ? [shown.rest[i]] : []);
    for (const value of values) row.append(make("td", value.toFixed(2), value >= 0.5 ? "strong" : ""));
    body.append(row);
  }
  table.replaceChildren(caption, head, body);
}

function headerCell(text, scope) {
  const cell = make("th", text);
  cell.scope = scope;
  return cell;
}

function fillFacts(shown, record) {
  const facts = [];
  if (record.forced) facts.push(["Target", "given, not generated"]);
  if (record.reference !== null) {
    facts.push(["Reference", record.reference === record.target ? `${record.reference} (the same)` : record.reference]);
  }
  if (record.gold) facts.push(["Alignment error rate", percent(record.gold.aer)]);
  facts.push(["Aligned to nothing", `${percent(meanOf(decodeWeights(record.aligned.word.rest)))} of the target words`]);
  facts.push(["Looked at the end mark", `${percent(meanOf(decodeWeights(record.attended.word.rest)))} while generating`]);
  if (record.tags.length) facts.push(["Phenomena", record.tags.map((tag) => tag.replaceAll("_", " ")).join(", ")]);
  const list = document.getElementById("facts");
  list.replaceChildren(...facts.map(([name, value]) => {
    const pair = make("div");
    pair.append(make("dt", name), make("dd", value));
    return pair;
  }));
}

function meanOf(values) {
  return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : 0;
}

/** Which part of which model speaks, and what it means. */
function describeView(record) {
  const whose = ({ kind, layer, heads }) => {
    const parts = [(kind ?? "cross_attention").replaceAll("_", " ")];
    if (layer !== null && layer !== undefined) parts.push(`decoder layer ${layer}`);
    if (kind === "alignment_heads") parts.push("mean of all layers");
    if (heads) parts.push(heads.length === 1 ? `head ${heads[0]}` : `mean of heads ${heads.join(", ")}`);
    return parts.join(", ");
  };
  const meanings = {
    aligned: `What the finished word corresponds to. Read from: ${whose(record.alignedBy)}.`,
    attended: `What the step that produced the word looked at: it could not know the word yet. Read from: ${whose(record.attendedBy)}.`,
    cross: "What each step looked at in the source. The step cannot know the piece that it is about to produce.",
    encoder: "What each source piece gathered from the others.",
    decoder: "What each step looked at among the pieces before it; it cannot see what comes later.",
  };
  return meanings[state.view] + (VIEWS[state.view].heads && DATA.headsNote ? ` ${DATA.headsNote}` : "");
}
