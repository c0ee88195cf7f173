/* What scripts/namen.py asks of a page, in the page. */
() => {
  const uit = [], plat = t => (t || "").replace(/\s+/g, " ").trim();
  const ziet = el => el.checkVisibility({ visibilityProperty: true }) && !el.closest("[aria-hidden=true], [data-voorbeeld]");
  const kort = el => plat(el.outerHTML).slice(0, 110);
  const hoofd = document.querySelector("main") || document.body;
  const h1 = document.querySelector("h1"), titel = plat(document.title), kop = h1 ? plat(h1.innerText) : "";
  const woorden = t => t.toLowerCase().replace(/[^\p{L}\p{N} ]/gu, ""), eigen = titel.replace(/ \| [^|]*$/, "");
  if (h1 && !woorden(eigen).includes(woorden(kop)) && !woorden(kop).includes(woorden(eigen.replace(/^[^:]{2,12}: /, ""))))
    uit.push(`title "${titel}" and heading "${kop}" say different things`);

  const naarNaam = (elementen, waarheen) => {
    const per = new Map();
    for (const el of elementen) {
      if (!ziet(el)) continue;
      const naam = plat(el.computedName).toLowerCase();
      if (!naam) { uit.push(`no name: ${kort(el)}`); continue; }
      if (!per.has(naam)) per.set(naam, new Map());
      per.get(naam).set(waarheen(el), el);
    }
    return per;
  };
  for (const [naam, doelen] of naarNaam(hoofd.querySelectorAll("a[href]"), el => el.getAttribute("href").replace(/#.*/, "") || el.getAttribute("href")))
    if (doelen.size > 1) uit.push(`${doelen.size} links "${naam}" to different places: ${[...doelen.keys()].slice(0, 2).join(" ")}`);
  const knopdoel = el => {
    const form = el.form, velden = form ? [...new FormData(form)].filter(([n]) => n !== "csrfmiddlewaretoken").map(String) : [];
    return [form && form.getAttribute("action"), el.name, el.value, el.id, el.getAttribute("formaction"), JSON.stringify(el.dataset), ...velden].join("|");
  };
  for (const [naam, doelen] of naarNaam(hoofd.querySelectorAll("button, summary, input[type=submit]"), knopdoel))
    if (doelen.size > 1) uit.push(`${doelen.size} buttons "${naam}" that do different things`);

  const tabellen = [...hoofd.querySelectorAll("table")].filter(ziet);
  for (const tabel of tabellen) {
    const koppen = [...tabel.querySelectorAll("th")];
    if (!koppen.length && tabel.computedRole !== "none") uit.push(`table without headers: ${kort(tabel)}`);
    koppen.filter(th => !th.scope).forEach(th => uit.push(`th without scope: ${kort(th)}`));
    if (tabellen.length > 1 && !plat(tabel.computedName) && !tabel.closest("[role=region][aria-label], [role=region][aria-labelledby]"))
      uit.push(`one of ${tabellen.length} tables, without a name: ${plat(tabel.innerText).slice(0, 60)}`);
  }
  for (const svg of document.querySelectorAll("svg")) {
    if (!ziet(svg) || svg.closest("[role=img]") !== null && svg.computedName || svg.parentElement.closest("svg")) continue;
    if (!(["group", "img"].includes(svg.getAttribute("role")) && plat(svg.computedName))) uit.push(`picture that is neither named nor hidden: ${kort(svg)}`);
  }
  for (const keuze of hoofd.querySelectorAll("input[type=radio]")) {
    const groep = keuze.closest("fieldset, [role=radiogroup], [role=group]");
    if (ziet(keuze) && !(groep && plat(groep.computedName))) uit.push(`radio outside a named group: ${kort(keuze)}`);
  }
  for (const veld of hoofd.querySelectorAll("[aria-describedby], [aria-labelledby], [aria-controls]"))
    for (const soort of ["aria-describedby", "aria-labelledby", "aria-controls"])
      for (const id of (veld.getAttribute(soort) || "").split(/\s+/).filter(Boolean))
        if (!document.getElementById(id)) uit.push(`${soort} points at nothing: ${id}`);
  if (!document.querySelector("#zeg[aria-live]") && document.querySelector("[data-zeg], [hx-get], [hx-post]"))
    uit.push("parts of the page change, and there is no place to say so");
  return { uit: [...new Set(uit)], titel, tekst: plat(hoofd.innerText) };
}
