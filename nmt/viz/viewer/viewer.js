// The viewer: the sentences of a dump, and where there are several dumps, the same ones over training.

function fillOwn() {
  byId("snapshot").value = state.snapshot;
  byId("snapshot-value").textContent = DATA.snapshots[state.snapshot].step?.toLocaleString("en") ?? "";
}

/** What was decoded is decoded: a runner-up is only there to be read. */
function makeRunner() {
  return make("span", "", "runner");
}

function listenToFilters() {
  byId("snapshot").addEventListener("input", (event) => change({ snapshot: Number(event.target.value) }));
  for (const id of ["find", "least", "most"]) byId(id).addEventListener("input", fillList);
  for (const id of ["only", "tag", "sort"]) byId(id).addEventListener("change", fillList);
}

byId("title").textContent = DATA.title;
byId("over-training").hidden = DATA.snapshots.length < 2;
byId("snapshot").max = DATA.snapshots.length - 1;
byId("only").querySelector("[value=links]").disabled = !SUMMARIES.some(({ aer }) => aer >= 0);
readAddress();
listenToTheme();
fillTags();
render();
fillList();
listenToTokens();
listenToControls();
listenToFilters();
