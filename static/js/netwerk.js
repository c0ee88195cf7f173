/* Pure enhancement: every page works without this file. No inline handlers anywhere (strict CSP), so all by delegation.
   Conventions:
     <details class="menu">                 closes on Escape, on a click outside, and when another opens
     [data-foutsamenvatting]                gets the focus when the page (or an htmx swap) brings one
     form[data-bevestig="…"] (or its button) asks first in a <dialog>; [data-bevestig-knop] names the button that goes on
     form[action$="/account/logout/"]       clears what pages kept in this browser; asks first when something was not sent
     form[method=post]                      a second submit is ignored while the first is under way (form[data-vrij] opts out)
     [data-zeg]                             is read out when htmx brings it in (the number of results); the first one counts
     event nd:zeg, detail a text            is read out: a region that was hidden is not heard when it shows
     [data-kopieer="#id"]                   copies the text or value of that element
     [data-afdrukken]                       prints
     select[data-thema]                     light, dark or as the device */
(function () {
  "use strict";
  var doc = document;
  var breed = window.matchMedia("(min-width: 62em)");

  function sluitMenus(behalve) {
    doc.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (menu !== behalve && !menu.contains(behalve)) menu.open = false;
    });
  }

  function zeg(tekst) {
    var plek = doc.getElementById("zeg");
    if (plek) { plek.textContent = ""; window.setTimeout(function () { plek.textContent = tekst; }, 50); }
  }

  doc.addEventListener("nd:zeg", function (e) { zeg(e.detail); });

  function opFouten(wortel) {
    var kader = wortel.matches && wortel.matches("[data-foutsamenvatting]") ? wortel : wortel.querySelector("[data-foutsamenvatting]");
    if (kader && kader.closest("[data-voorbeeld]")) return; /* shown as an example, nobody made a mistake */
    if (kader) kader.focus({ preventScroll: false });
  }

  function rijVan(el) { return (el.value || el.getAttribute("href") || "").replace(/^[a-z]+:/, ""); }

  function opPanelen() {
    if (breed.matches) doc.querySelectorAll("details.filterpaneel").forEach(function (p) { p.open = true; });
  }

  function maakVrij(form) {
    delete form.dataset.bezig;
    form.querySelectorAll("[aria-busy]").forEach(function (knop) { knop.removeAttribute("aria-busy"); });
    doc.documentElement.classList.remove("bezig");
  }

  /* A dialog built once and reused; without <dialog> the form just goes to the server, which asks by a page of its own. */
  function vraag(tekst, knoptekst, ja) {
    var venster = doc.getElementById("bevestig-venster");
    if (!venster) {
      venster = doc.createElement("dialog");
      venster.id = "bevestig-venster";
      venster.className = "venster";
      venster.setAttribute("aria-labelledby", "bevestig-titel");
      venster.innerHTML = '<form method="dialog"><h2 id="bevestig-titel"></h2><div class="formulier-knoppen">' +
        '<button class="btn btn-danger" value="ja"></button><button class="btn btn-outline-secondary" value="nee" autofocus aria-describedby="bevestig-titel"></button></div></form>';
      venster.querySelector("[value=nee]").textContent = doc.body.dataset.nee || "Nee, terug";
      doc.body.appendChild(venster);
    }
    venster.querySelector("#bevestig-titel").textContent = tekst;
    venster.querySelector("[value=ja]").textContent = knoptekst || "Ja, doorgaan";
    venster.returnValue = "";
    venster.addEventListener("close", function () { if (venster.returnValue === "ja") ja(); }, { once: true });
    venster.showModal();
  }

  /* What a page keeps in this browser stands under "nd-": it goes at logout. "nd-wacht:" holds work that was not sent yet
     (an array per record): that is asked first. */
  function bewaard(begin) {
    try { return Object.keys(window.localStorage).filter(function (naam) { return naam.indexOf(begin) === 0; }); } catch (fout) { return []; }
  }
  function vraagOfRuimOp(form) {
    var n = bewaard("nd-wacht:").reduce(function (som, naam) { return som + JSON.parse(window.localStorage.getItem(naam)).length; }, 0);
    if (n && form.dataset.bevestigd !== "ja" && window.HTMLDialogElement) {
      form.dataset.bevestig = (n === 1 ? "1 antwoord is" : n + " antwoorden zijn") + " nog niet verstuurd. Open de intake om dat te doen. Als u nu uitlogt, gaat dit verloren.";
      form.dataset.bevestigKnop = "Toch uitloggen";
      return;
    }
    bewaard("nd-").forEach(function (naam) { window.localStorage.removeItem(naam); });
  }

  doc.addEventListener("click", function (e) {
    var doel = e.target;
    if (!(doel instanceof Element)) return;
    sluitMenus(doel);
    var kopieer = doel.closest("[data-kopieer]");
    if (kopieer && navigator.clipboard) {
      var bron = doc.querySelector(kopieer.dataset.kopieer);
      if (bron) navigator.clipboard.writeText(("value" in bron ? bron.value : bron.textContent).trim()).then(function () { zeg("Gekopieerd."); kopieer.dataset.klaar = "ja"; });
    }
    if (doel.closest("[data-afdrukken]")) window.print();
    /* A file that is made takes a second or three, and no page tells that it came: say so, and show the bar as long. */
    var link = doel.closest("a[href]");
    if (link && link.origin === location.origin && /\.(pdf|xlsx|csv|zip)$|\/export\/$/.test(link.pathname)) {
      doc.documentElement.classList.add("bezig");
      zeg(doc.body.dataset.maakt || "");
      window.setTimeout(function () { doc.documentElement.classList.remove("bezig"); }, 4000);
    }
    /* Without the fragment in the address: it goes along with a post, and then takes the focus from the errors. */
    if (doel.closest(".spring")) { e.preventDefault(); var inhoud = doc.getElementById("inhoud"); inhoud.focus(); inhoud.scrollIntoView(); }
  });

  doc.addEventListener("keydown", function (e) {
    if (e.key !== "Escape") return;
    var open = doc.querySelector("details.menu[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });

  doc.addEventListener("toggle", function (e) {
    if (e.target.matches && e.target.matches("details.menu") && e.target.open) sluitMenus(e.target);
  }, true);

  doc.addEventListener("submit", function (e) {
    var form = e.target, knop = e.submitter;
    if (form.method === "dialog") return;
    var drager = knop && knop.dataset.bevestig ? knop : form;
    if (/\/account\/logout\/$/.test(form.action)) vraagOfRuimOp(form);
    if (drager.dataset.bevestig && form.dataset.bevestigd !== "ja" && window.HTMLDialogElement) {
      e.preventDefault();
      e.stopPropagation();
      vraag(drager.dataset.bevestig, drager.dataset.bevestigKnop, function () {
        form.dataset.bevestigd = "ja";
        if (knop) form.requestSubmit(knop); else form.requestSubmit();
        delete form.dataset.bevestigd;
      });
      return;
    }
    if (form.method !== "post" || form.hasAttribute("data-vrij")) return;
    if (form.dataset.bezig === "ja") { e.preventDefault(); e.stopPropagation(); return; }
    form.dataset.bezig = "ja";
    /* aria-busy, not disabled: a disabled button would drop out of the posted fields and lose the focus */
    if (knop) knop.setAttribute("aria-busy", "true");
    /* The bar shows after a third of a second, until the next page is there; htmx sets it for its own requests. */
    if (!form.hasAttribute("hx-post")) doc.documentElement.classList.add("bezig");
    window.setTimeout(function () { maakVrij(form); }, 15000);
  }, true);

  /* Back button: the page comes out of the cache with its buttons still busy. */
  window.addEventListener("pageshow", function (e) { if (e.persisted) doc.querySelectorAll("form[data-bezig]").forEach(maakVrij); });

  doc.addEventListener("htmx:beforeRequest", function () { doc.documentElement.classList.add("bezig"); });
  doc.addEventListener("htmx:afterRequest", function (e) {
    doc.documentElement.classList.remove("bezig");
    var form = e.target instanceof Element && e.target.closest("form");
    if (form) maakVrij(form);
  });
  /* Fired for each piece that comes in: errors get the focus, and [data-zeg] (a count, say) is read out. */
  doc.addEventListener("htmx:load", function (e) {
    var nieuw = e.detail.elt;
    if (!(nieuw instanceof Element) || nieuw === doc.body) return;
    opFouten(nieuw);
    opPanelen();
    var telling = nieuw.matches("[data-zeg]") ? nieuw : nieuw.querySelector("[data-zeg]");
    if (telling) zeg(telling.textContent.trim());
  });
  /* The focus is never lost: what was pressed, else another button of the same row (value "erbij:x" and "weg:x"), else the
     heading of what came in. htmx itself only finds back what has an id. */
  var houvast = null;
  doc.addEventListener("htmx:beforeSwap", function (e) {
    var nu = doc.activeElement;
    houvast = nu && nu !== doc.body && e.detail.target.contains(nu) ? { naam: nu.name, rij: rijVan(nu), waarde: nu.value, opzij: !!nu.closest("aside"), doel: e.detail.target.id } : null;
  });
  doc.addEventListener("htmx:afterSettle", function (e) {
    if (!houvast || (doc.activeElement && doc.activeElement !== doc.body)) return;
    var nieuw = (houvast.doel && doc.getElementById(houvast.doel)) || e.detail.elt, oud = houvast;
    houvast = null;
    var knoppen = !oud.rij ? [] : Array.prototype.filter.call(nieuw.querySelectorAll("button, input, select, a[href]"), function (el) {
      return !el.disabled && el.name === oud.naam && rijVan(el) === oud.rij && el.getClientRects().length;
    });
    /* The same row may stand in two lists (to choose from, and chosen): stay in the one you were in. */
    function zoek(past) { return knoppen.find(past); }
    var knop = zoek(function (el) { return el.value === oud.waarde; }) || zoek(function (el) { return !!el.closest("aside") === oud.opzij; }) || knoppen[0];
    var kop = knop || nieuw.querySelector("h1, h2, h3") || nieuw;
    if (!knop && !kop.hasAttribute("tabindex")) kop.setAttribute("tabindex", "-1");
    kop.focus({ preventScroll: true });
  });
  ["htmx:sendError", "htmx:timeout", "htmx:responseError"].forEach(function (naam) {
    doc.addEventListener(naam, function () {
      var plek = doc.getElementById("storing");
      if (plek) { plek.hidden = false; plek.focus(); }
    });
  });

  var thema = doc.querySelector("select[data-thema]");
  if (thema) {
    try { thema.value = localStorage.getItem("thema") || ""; } catch (fout) { thema.value = ""; }
    thema.closest("[hidden]").hidden = false;
    thema.addEventListener("change", function () {
      try { if (thema.value) localStorage.setItem("thema", thema.value); else localStorage.removeItem("thema"); } catch (fout) { /* not kept, still applied */ }
      if (thema.value) doc.documentElement.setAttribute("data-bs-theme", thema.value);
      else doc.documentElement.removeAttribute("data-bs-theme");
    });
  }

  doc.querySelectorAll("[data-alleen-js]").forEach(function (el) { el.hidden = false; });
  breed.addEventListener("change", opPanelen);
  opPanelen();
  opFouten(doc);
  /* What was saved or went wrong stands in the page when it comes in, and is then not heard before the whole header is. */
  var bericht = doc.querySelector("#meldingen .melding");
  if (bericht) window.setTimeout(function () { zeg(bericht.parentNode.textContent.replace(/\s+/g, " ").trim()); }, 900);
})();
