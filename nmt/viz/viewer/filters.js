// The viewer's list: found by a word, filtered by error, phenomenon and length, sorted.

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
  byId("list").replaceChildren(...chosen.map((summary) => listItem(summary, badgesOf(summary))));
  markSentence();
}

function badgesOf({ aer, unlike }) {
  const badges = aer >= 0 ? [[`AER ${percent(aer)}`, aer > 0]] : [];
  return unlike ? [...badges, ["unlike reference", true]] : badges;
}
