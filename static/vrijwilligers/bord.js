/* Dragging a card to another column presses the button that is on the card anyway: same form, same checks. Without this
   file, with a keyboard or on a phone, the buttons do the work. A column lights up when the step is possible. */
(function () {
  "use strict";
  var bord = document.querySelector("[data-bord]");
  if (!bord || !window.matchMedia("(pointer: fine)").matches) return;
  var kaart = null, gepakt = null;
  var hulp = document.querySelector("[data-sleephulp]");
  if (hulp) hulp.hidden = false;

  function formNaar(kolom) { return kaart && kolom ? kaart.querySelector('form[data-naar="' + kolom.dataset.stand + '"]') : null; }
  function zeg(tekst) { document.dispatchEvent(new CustomEvent("nd:zeg", { detail: tekst })); }
  function klaar() {
    if (kaart) kaart.classList.remove("sleept");
    bord.querySelectorAll(".mag, .boven").forEach(function (k) { k.classList.remove("mag", "boven"); });
    kaart = null;
  }

  bord.querySelectorAll("[data-sleep]").forEach(function (el) {
    if (el.querySelector("form[data-naar]")) el.draggable = true;
    el.querySelectorAll("a").forEach(function (a) { a.draggable = false; });
  });
  // A browser picks what lies under the place of the press when the dragging starts. Has the page scrolled in between, that
  // is another card: then nothing is dragged, rather than the wrong person moved.
  bord.addEventListener("mousedown", function (e) { gepakt = e.target.closest("[data-sleep]"); });
  bord.addEventListener("dragstart", function (e) {
    kaart = e.target.closest ? e.target.closest("[data-sleep]") : null;
    if (kaart && kaart !== gepakt) { kaart = null; e.preventDefault(); }
    if (!kaart) return;
    e.dataTransfer.effectAllowed = "move";
    e.dataTransfer.setData("text/plain", kaart.dataset.sleep);
    kaart.classList.add("sleept");
    bord.querySelectorAll("[data-stand]").forEach(function (k) { if (formNaar(k)) k.classList.add("mag"); });
  });
  bord.addEventListener("dragover", function (e) {
    var kolom = e.target.closest("[data-stand]");
    bord.querySelectorAll(".boven").forEach(function (k) { if (k !== kolom) k.classList.remove("boven"); });
    if (!formNaar(kolom)) return;
    e.preventDefault();
    e.dataTransfer.dropEffect = "move";
    kolom.classList.add("boven");
  });
  bord.addEventListener("drop", function (e) {
    var form = formNaar(e.target.closest("[data-stand]"));
    if (!form) return;
    e.preventDefault();
    zeg(kaart.dataset.sleep + " wordt verplaatst.");
    form.requestSubmit();
  });
  bord.addEventListener("dragend", klaar);
})();
