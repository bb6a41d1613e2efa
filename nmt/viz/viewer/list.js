// The list of sentences: found by a word, filtered by error, phenomenon and length, sorted.

const SUMMARIES = recordsOf(DATA.snapshots.length - 1).map((record, position) => ({
  position,
  record,
  text: `${record.source}\n${record.target}`.toLocaleLowerCase(),
  length: lengthOf(record),
  aer: record.gold ? record.gold.aer : -1,
  unlike: record.reference !== null && record.reference !== record.target,
  surety: record.logProbs.length ? meanOf(record.logProbs) : 0,
  alone: meanOf(decodeWeights(record.aligned.word.rest)),
}));

const ORDERS = {
  order: (a, b) => a.position - b.position,
  aer: (a, b) => b.aer - a.aer,
  unsure: (a, b) => a.surety - b.surety,
  null: (a, b) => b.alone - a.alone,
  long: (a, b) => b.length - a.length,
  short: (a, b) => a.length - b.length,
};

function chosenSummaries() {
  const [find, only, tag] = [byId("find").value.toLocaleLowerCase(), byId("only").value, byId("tag").value];
  const [least, most] = [Number(byId("least").value) || 0, Number(byId("most").value) || Infinity];
  return SUMMARIES.filter((summary) =>
    summary.text.includes(find) &&
    (only !== "links" || summary.aer > 0) &&
    (only !== "text" || summary.unlike) &&
    (!tag || summary.record.tags.includes(tag)) &&
    summary.length >= least && summary.length <= most,
  ).sort(ORDERS[byId("sort").value]);
}

function fillTags() {
  const tags = [...new Set(SUMMARIES.flatMap(({ record }) => record.tags))].sort();
  for (const tag of tags) {
    const option = make("option", tag.replaceAll("_", " "));
    option.value = tag;
    byId("tag").append(option);
  }
  byId("tag").parentElement.hidden = tags.length === 0;
}

function fillList() {
  const chosen = chosenSummaries();
  byId("count").textContent = `${chosen.length} of ${SUMMARIES.length} sentences`;
  byId("list").replaceChildren(...chosen.map(listItem));
  markSentence();
}

function listItem({ position, record, aer, unlike }) {
  const button = make("button", "", "sentence");
  button.type = "button";
  button.dataset.position = position;
  button.tabIndex = -1;
  const badges = make("span", "", "badges");
  badges.append(make("span", `#${record.id}`, "badge"));
  if (aer >= 0) badges.append(make("span", `AER ${percent(aer)}`, aer > 0 ? "badge bad" : "badge"));
  if (unlike) badges.append(make("span", "unlike reference", "badge bad"));
  const [source, target] = [make("span", record.source, "source"), make("span", record.target, "target")];
  source.lang = DATA.languages.src;
  target.lang = DATA.languages.tgt;
  button.append(source, target, badges);
  const item = make("li");
  item.append(button);
  return item;
}

function markSentence() {
  const buttons = [...document.querySelectorAll(".sentence")];
  for (const button of buttons) {
    const isCurrent = Number(button.dataset.position) === state.sentence;
    button.setAttribute("aria-current", String(isCurrent));
    button.tabIndex = isCurrent ? 0 : -1;
  }
  if (buttons.length && !buttons.some((button) => button.tabIndex === 0)) buttons[0].tabIndex = 0;
}

/** The sentence before or after the current one in the list as it is filtered and sorted. */
function sentenceBeside(by) {
  const positions = [...document.querySelectorAll(".sentence")].map((button) => Number(button.dataset.position));
  const at = positions.indexOf(state.sentence);
  return positions[at < 0 ? 0 : Math.max(0, Math.min(at + by, positions.length - 1))];
}
