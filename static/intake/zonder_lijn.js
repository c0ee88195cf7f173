/* Nothing lost when the connection drops during an intake (docs/adr/0009).
   The questions travel ahead once per version; intake/trap.js chooses the next one as the server would. What cannot be sent
   waits on this device (question code, score, time; no name) under the user and the intake, survives closing the page, and is
   sent in one batch that may be sent twice. Only the server decides: what meets another answer is shown to the coach. */
(function () {
  "use strict";
  var bezig = false, poging = 0, klok = 0, pakket = null, geheugen = {};
  var LOGIN = /^\/account\//;

  function paneel() { return document.querySelector("#vraagpaneel[data-intake]"); }
  function lees(naam) { try { return JSON.parse(localStorage.getItem(naam)); } catch (fout) { return geheugen[naam] || null; } }
  function bewaar(naam, waarde) {
    geheugen[naam] = waarde; /* when the browser refuses storage the open page still holds it */
    try { localStorage.setItem(naam, JSON.stringify(waarde)); } catch (fout) { /* private window, or full */ }
  }
  function vergeet(naam) { delete geheugen[naam]; try { localStorage.removeItem(naam); } catch (fout) { /* as above */ } }

  function sleutel(p) { return "nd-wacht:" + p.dataset.gebruiker + ":" + p.dataset.intake; }
  function rij(p) { return lees(sleutel(p)) || []; }
  function zetRij(p, r) { if (r.length) bewaar(sleutel(p), r); else vergeet(sleutel(p)); }
  function willekeurig() {
    if (window.crypto && crypto.randomUUID) return crypto.randomUUID();
    var b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64; b[8] = (b[8] & 63) | 128;
    var h = Array.from(b, function (x) { return x.toString(16).padStart(2, "0"); }).join("");
    return [h.slice(0, 8), h.slice(8, 12), h.slice(12, 16), h.slice(16, 20), h.slice(20)].join("-");
  }
  function apparaat() { var a = lees("nd-apparaat"); if (!a) { a = { code: willekeurig(), teller: 0 }; bewaar("nd-apparaat", a); } return a; }
  function nummer() { var a = apparaat(); a.teller += 1; bewaar("nd-apparaat", a); return a.teller; }

  /* --- what the page knows -------------------------------------------------------------------------------------------- */
  function stand() { var el = document.getElementById("intake-stand"); return el ? JSON.parse(el.textContent) : null; }
  function scores(p) {
    var alles = Object.assign({}, stand().scores);
    rij(p).forEach(function (a) { alles[a.vraag] = a.score; });
    return alles;
  }
  function antwoordform(p) { return p && p.querySelector("form[data-antwoord]"); }

  function haalVragen() {
    var p = paneel(), s = stand();
    if (!p || !s) return;
    if (pakket && pakket.sleutel === s.pakket) return;
    pakket = lees("nd-vragen");
    if (pakket && pakket.sleutel === s.pakket) return;
    fetch(p.dataset.vooruit, { headers: { Accept: "application/json" }, credentials: "same-origin" })
      .then(function (r) { return r.ok && (r.headers.get("content-type") || "").indexOf("json") > 0 ? r.json() : null; })
      .then(function (d) { if (d) { pakket = d; bewaar("nd-vragen", d); } })
      .catch(function () { /* offline already; the next page tries again */ });
  }

  /* --- what the page shows -------------------------------------------------------------------------------------------- */
  function antwoorden(n) { return n === 1 ? "1 antwoord staat" : n + " antwoorden staan"; }

  function meld(p, tekst, link) {
    var vak = document.querySelector("[data-verbinding]");
    if (!vak) return;
    vak.hidden = !tekst;
    if (tekst && vak.querySelector("p").textContent !== tekst) document.dispatchEvent(new CustomEvent("nd:zeg", { detail: tekst + (link ? " " + link[0] : "") }));
    vak.querySelector("p").textContent = tekst;
    var plek = vak.querySelector("[data-verbinding-link]");
    plek.textContent = "";
    if (link) { var a = document.createElement("a"); a.href = link[1]; a.textContent = link[0]; plek.append(a); }
    var storing = document.getElementById("storing");
    if (storing && tekst) storing.hidden = true;
  }

  function meldWacht(p) {
    var n = rij(p).length;
    if (n) meld(p, "Geen verbinding. U kunt doorgaan. " + antwoorden(n) + " op dit apparaat en " + (n === 1 ? "gaat" : "gaan") + " straks mee.");
    p.classList.toggle("zonder-verbinding", n > 0);
  }

  function uitleg(lijst, v) {
    lijst.textContent = "";
    [["Zonder woorden", v.voordoen], ["Let op", v.kijk]].forEach(function (paar) {
      if (!paar[1]) return;
      var vak = document.createElement("div"), dt = document.createElement("dt"), dd = document.createElement("dd");
      dt.textContent = paar[0]; dd.textContent = paar[1];
      vak.append(dt, dd); lijst.append(vak);
    });
  }

  function zet(p, soort, waarde) { p.querySelectorAll("[data-zet=" + soort + "]").forEach(function (el) { el.textContent = waarde; }); }

  function toonVolgende(p) {
    var form = antwoordform(p);
    if (!form) return;
    delete form.dataset.bezig;
    form.querySelectorAll("[aria-busy], [aria-current]").forEach(function (k) { k.removeAttribute("aria-busy"); k.removeAttribute("aria-current"); });
    meldWacht(p);
    var past = pakket && pakket.sleutel === stand().pakket;
    var v = past ? window.intaketrap.volgende(pakket, scores(p), stand()) : null;
    form.querySelectorAll("button").forEach(function (k) { k.disabled = !v; });
    if (!v) {
      zet(p, "tekst", past ? "De vragen zijn klaar" : "Even wachten op de verbinding");
      zet(p, "zin", ""); zet(p, "soort", ""); zet(p, "soort_leerder", "");
      p.querySelectorAll("[data-zet=uitleg]").forEach(function (el) { el.textContent = ""; });
      return;
    }
    form.elements.vraag.value = v.code;
    form.elements.eerder.value = stand().scores[v.code] || "";
    ["tekst", "zin", "soort", "soort_leerder"].forEach(function (naam) { zet(p, naam, v[naam]); });
    p.querySelectorAll("[data-zet=uitleg]").forEach(function (el) { uitleg(el, v); });
    zet(p, "voortgang", Object.keys(scores(p)).length + " vragen gehad.");
    p.querySelectorAll(".domeinen li").forEach(function (li) {
      var nu = li.classList.contains("pil-" + v.domein);
      li.classList.toggle("nu", nu);
      if (nu) li.setAttribute("aria-current", "step"); else li.removeAttribute("aria-current");
    });
    p.querySelectorAll("[data-voorlees]").forEach(function (k) { k.dataset.voorlees = v.zin; });
    p.querySelectorAll("[data-plaat] use").forEach(function (plaat) {
      plaat.setAttribute("href", plaat.getAttribute("href").split("#")[0] + "#" + v.pictogram);
    });
    var kop = p.querySelector("h1");
    kop.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }

  /* --- keep and send -------------------------------------------------------------------------------------------------- */
  function zetInRij(form, score) {
    var p = paneel(), r = rij(p);
    var antwoord = { nummer: nummer(), vraag: form.elements.vraag.value, score: score, eerder: form.elements.eerder.value, op: Date.now() };
    zetRij(p, r.concat([antwoord]));
    toonVolgende(p);
    plan();
  }

  function plan(meteen) {
    window.clearTimeout(klok);
    var p = paneel();
    if (!p || !rij(p).length) return;
    poging = meteen ? 0 : poging;
    klok = window.setTimeout(verstuur, meteen ? 0 : Math.min(30000, 1500 * Math.pow(2, poging)) * (0.75 + Math.random() / 2));
    poging += 1;
  }

  function token() { var el = document.querySelector("input[name=csrfmiddlewaretoken]"); return el ? el.value : ""; }

  /* After logging in again the page holds an old token: fetch the page once and take the new one. */
  function nieuwToken(p) {
    return fetch(p.dataset.adres, { credentials: "same-origin" }).then(function (r) {
      if (LOGIN.test(new URL(r.url).pathname)) return "";
      return r.text().then(function (tekst) {
        var el = new DOMParser().parseFromString(tekst, "text/html").querySelector("input[name=csrfmiddlewaretoken]");
        if (el) document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach(function (veld) { veld.value = el.value; });
        return el ? el.value : "";
      });
    });
  }

  function post(p, regels, sleutelwoord) {
    return fetch(p.dataset.bundel, {
      method: "POST", credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": sleutelwoord },
      body: JSON.stringify({ apparaat: apparaat().code, regels: regels })
    });
  }

  function uitgelogd(p) {
    var n = rij(p).length;
    meld(p, "U bent uitgelogd. " + antwoorden(n) + " nog op dit apparaat en " + (n === 1 ? "gaat" : "gaan") + " mee als u weer inlogt.",
      ["Log weer in", "/account/login/?next=" + encodeURIComponent(p.dataset.adres)]);
  }

  function verstuur() {
    var p = paneel();
    if (!p || bezig) return;
    var weg = rij(p).filter(function (a) { return !a.botst; });
    if (!weg.length) return;
    bezig = true;
    post(p, weg, token()).then(function (r) {
      if (r.status !== 403) return r;
      return nieuwToken(p).then(function (t) { return t ? post(p, weg, t) : r; });
    }).then(function (r) {
      bezig = false;
      if (r.status === 403 || LOGIN.test(new URL(r.url).pathname)) return uitgelogd(p);
      if (r.status >= 500 || r.status === 429) return plan();
      return r.json().then(function (d) { return verwerk(p, r.status, d, weg.length); });
    }).catch(function () { bezig = false; plan(); });
  }

  function verwerk(p, status, d, aantal) {
    if (status === 410) { vergeet(sleutel(p)); return meld(p, d.melding + " De antwoorden op dit apparaat zijn gewist."); }
    if (status !== 200) return meld(p, d.melding + " " + antwoorden(rij(p).length) + " nog op dit apparaat.", ["Open de intake opnieuw", p.dataset.adres]);
    poging = 0;
    var klaar = d.bevestigd.concat(d.geweigerd);
    var botst = {};
    d.botsingen.forEach(function (b) { botst[b.nummer] = b; });
    /* read again: an answer may have been added while the batch was on its way */
    var over = rij(p).filter(function (a) { return klaar.indexOf(a.nummer) < 0; });
    over.forEach(function (a) { if (botst[a.nummer]) a.botst = botst[a.nummer]; });
    zetRij(p, over);
    if (over.some(function (a) { return !a.botst; })) return plan(true);
    return ververs(p, d.bevestigd.length);
  }

  /* The server's page again, with what the other device did; conflicts on top of it. */
  function ververs(p, aangekomen) {
    window.htmx.ajax("GET", p.dataset.adres, { target: "#vraagpaneel", select: "#vraagpaneel", swap: "outerHTML" }).then(function () {
      var q = paneel();
      if (!q) return;
      if (aangekomen) meld(q, aangekomen === 1 ? "Er is weer verbinding. 1 antwoord is aangekomen." : "Er is weer verbinding. " + aangekomen + " antwoorden zijn aangekomen.");
      toonBotsingen(q);
    });
  }

  function toonBotsingen(p) {
    var lijst = document.querySelector("[data-botsingen]");
    if (!lijst) return;
    var botst = rij(p).filter(function (a) { return a.botst; });
    if (lijst.hidden && botst.length) document.dispatchEvent(new CustomEvent("nd:zeg", { detail: lijst.querySelector("h2").textContent }));
    lijst.hidden = !botst.length;
    var ul = lijst.querySelector("ul");
    ul.textContent = "";
    botst.forEach(function (a) {
      var b = a.botst, li = document.createElement("li"), tekst = document.createElement("p"), knoppen = document.createElement("div");
      tekst.textContent = "‘" + b.tekst + "’ " + b.door + " koos om " + b.wanneer + " uur: " + b.staand_label + ". Op dit apparaat koos u: " + b.gekozen + ".";
      knoppen.className = "acties";
      knoppen.append(knop("Laat ‘" + b.staand_label + "’ staan", function () { kies(p, a, false); }),
        knop("Maak er ‘" + b.gekozen + "’ van", function () { kies(p, a, true); }));
      li.append(tekst, knoppen);
      ul.append(li);
    });
  }

  function knop(tekst, doe) {
    var k = document.createElement("button");
    k.type = "button"; k.className = "btn btn-secondary btn-sm"; k.textContent = tekst;
    k.addEventListener("click", doe);
    return k;
  }

  /* Decided: let theirs stand (forget ours), or send ours again knowing theirs. */
  function kies(p, antwoord, mijn) {
    zetRij(p, rij(p).map(function (a) {
      if (a.nummer !== antwoord.nummer) return a;
      return mijn ? { nummer: nummer(), vraag: a.vraag, score: a.score, eerder: a.botst.staand, op: Date.now() } : null;
    }).filter(Boolean));
    toonBotsingen(p);
    if (mijn) plan(true);
  }

  /* --- when ------------------------------------------------------------------------------------------------------------ */
  function formVan(e, wat) {
    var el = e.detail && e.detail.elt;
    return paneel() && el instanceof Element && el.matches(wat) ? el : null;
  }
  function score(e) {
    var p = e.detail.requestConfig.parameters;
    return p.get ? p.get("score") : p.score;
  }
  function wachtenden(p) { return rij(p).filter(function (a) { return !a.botst; }); }

  document.addEventListener("htmx:beforeRequest", function (e) {
    var form = formVan(e, "form[data-antwoord]"), terug = formVan(e, "form[data-terughalen]"), p = paneel();
    if (!(form || terug) || !wachtenden(p).length) return;
    e.preventDefault(); /* keep the order: what waits goes first */
    if (form) { zetInRij(form, score(e)); plan(true); return; }
    var r = rij(p), laatste = wachtenden(p).pop();
    delete terug.dataset.bezig;
    terug.querySelectorAll("[aria-busy]").forEach(function (k) { k.removeAttribute("aria-busy"); });
    zetRij(p, r.filter(function (a) { return a.nummer !== laatste.nummer; }));
    meld(p, "");
    toonVolgende(p);
  });
  function mislukt(e) { var form = formVan(e, "form[data-antwoord]"); if (form) zetInRij(form, score(e)); }
  document.addEventListener("htmx:sendError", mislukt);
  document.addEventListener("htmx:timeout", mislukt);
  document.addEventListener("htmx:responseError", function (e) { if (e.detail.xhr.status >= 502) mislukt(e); });
  /* The portal sends a request without a session on to the login page: here the answer waits, and the page stays. */
  document.addEventListener("htmx:beforeOnLoad", function (e) {
    var naar = e.detail.xhr.getResponseHeader("HX-Redirect"), form = formVan(e, "form[data-antwoord]");
    if (!naar || !LOGIN.test(new URL(naar, location.href).pathname)) return;
    if (!form && !formVan(e, "form[data-terughalen]")) return;
    e.preventDefault();
    if (form) zetInRij(form, score(e)); else uitgelogd(paneel());
  });
  /* Something else came back than a question (the login page, after a night): keep the page and the answer. */
  document.addEventListener("htmx:beforeSwap", function (e) {
    var d = e.detail, form = d.requestConfig && d.requestConfig.elt;
    if (!(d.target instanceof Element) || d.target.id !== "vraagpaneel" || d.serverResponse.indexOf('id="vraagpaneel"') >= 0) return;
    d.shouldSwap = false;
    if (form instanceof Element && form.matches("form[data-antwoord]")) zetInRij(form, score(e));
    else uitgelogd(paneel());
  });
  document.addEventListener("htmx:afterSwap", haalVragen);
  window.addEventListener("online", function () { plan(true); });
  window.addEventListener("pageshow", function (e) { if (e.persisted) plan(true); });

  /* The page was closed with answers waiting: say so, go on where it was, and send. */
  haalVragen();
  var p = paneel();
  if (p && stand() && rij(p).length) {
    if (wachtenden(p).length) { toonVolgende(p); plan(true); }
    toonBotsingen(p);
  }
})();
