/* Reader's choice of light or dark, before first paint (loaded without defer, hence this small). Nothing stored: follow the device. */
(function () {
  "use strict";
  try {
    var keuze = localStorage.getItem("thema");
    if (keuze === "light" || keuze === "dark") document.documentElement.setAttribute("data-bs-theme", keuze);
  } catch (fout) { /* storage refused: the device decides */ }
  document.documentElement.classList.add("js");
})();
