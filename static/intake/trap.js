/* The staircase of intake/niveaubepaling.py, word for word: which question comes now, given the answers so far. It is here
   for when there is no connection; a test in the browser compares it with the server over many sets of answers.
   Pure: no page, no storage. Change both or neither. */
(function () {
  "use strict";
  var HALVEN = { zelfstandig: 2, met_hulp: 1, niet: 0 };
  var TREDEN = 4;

  function trede(vragen, scores) {
    var halven = 0, telt = 0, open = [];
    vragen.forEach(function (v) {
      var score = scores[v.code];
      if (score === undefined || score === "") open.push(v);
      else if (score in HALVEN) { halven += HALVEN[score]; telt += 1; }
    });
    var alles = telt + open.length, stand = "";
    if (telt && 5 * halven >= 6 * alles) stand = "beheerst";
    else if (telt && 5 * (halven + 2 * open.length) < 6 * alles) stand = "nog_niet";
    return { halven: halven, telt: telt, open: open, stand: stand };
  }

  function helling(t) { return Math.floor((5 * t.halven - 6 * t.telt) * 2520 / Math.max(t.telt, 1)); }
  function stem(t) { return t.stand ? helling(t) + (t.stand === "beheerst" ? 1 : 0) : 0; }

  function lees(pak, scores, domein) {
    var treden = [], som = 0, beste = 0, laag = 0, hoog, i;
    for (i = 0; i < TREDEN; i += 1) {
      treden.push(trede(pak.vragen.filter(function (v) { return v.domein === domein && v.trede === i; }), scores));
    }
    treden.forEach(function (t, nr) { som += stem(t); if (som > beste) { beste = som; laag = nr + 1; } });
    for (hoog = laag; hoog < TREDEN && !treden[hoog].stand; hoog += 1) { /* counts up */ }
    var mislukt = treden.findIndex(function (t) { return t.stand === "nog_niet"; });
    var gelukt = -1;
    treden.forEach(function (t, nr) { if (t.stand === "beheerst") gelukt = nr; });
    var kandidaten = treden.map(function (_t, nr) { return nr; }).filter(function (nr) {
      var tussen = mislukt >= 0 && gelukt >= 0 && nr >= mislukt && nr < gelukt;
      return !treden[nr].stand && treden[nr].open.length && ((nr >= laag && nr < hoog) || tussen);
    });
    return { treden: treden, laag: laag, hoog: hoog, kandidaten: kandidaten };
  }

  /* The least of the items by a list of numbers each, the first when equal. */
  function minste(items, sleutel) {
    return items.reduce(function (a, b) {
      var x = sleutel(a), y = sleutel(b);
      for (var i = 0; i < x.length; i += 1) { if (x[i] !== y[i]) return x[i] < y[i] ? a : b; }
      return a;
    });
  }

  function begin(pak, scores, domein, start) {
    var bekend = pak.domeinen.filter(function (d) { return d !== domein; }).map(function (d) { return lees(pak, scores, d); })
      .filter(function (s) { return s.laag === s.hoog; }).map(function (s) { return s.laag; });
    if (!bekend.length) return start;
    var som = bekend.reduce(function (a, b) { return a + b; }, 0);
    return Math.floor((2 * som + bekend.length - 1) / (2 * bekend.length));
  }

  /* pak: {domeinen, vragen} in the order of the file; stand: {start per domain, telefoon}. The question, or null when all is clear. */
  function volgende(pak, scores, stand) {
    for (var i = 0; i < pak.domeinen.length; i += 1) {
      var s = lees(pak, scores, pak.domeinen[i]);
      if (!s.kandidaten.length) continue;
      var doel = begin(pak, scores, pak.domeinen[i], stand.start[pak.domeinen[i]]), sommen = [0];
      s.treden.slice(s.laag, s.hoog).forEach(function (t) { sommen.push(sommen[sommen.length - 1] + helling(t)); });
      var beste = Math.max.apply(null, sommen), werkbaar = [];
      sommen.forEach(function (som, nr) { if (som === beste) werkbaar.push(s.laag + nr); });
      var werk = minste(werkbaar, function (c) { return [Math.abs(c - doel), c]; });
      var keuze = minste(s.kandidaten, function (nr) {
        return [nr >= werk - 1 && nr <= werk ? 0 : 1, s.treden[nr].telt, Math.abs(2 * (nr - werk) + 1), nr];
      });
      var open = s.treden[keuze].open;
      return stand.telefoon ? minste(open, function (v) { return [v.computer ? 1 : 0]; }) : open[0];
    }
    return null;
  }

  window.intaketrap = { volgende: volgende };
})();
