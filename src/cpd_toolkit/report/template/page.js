// Draws the charts of a page from the data beside them, and lays them out again for a phone and for paper.
(() => {
  "use strict";
  const NARROW = 560; // pixels; below, a chart takes the layout made for phones
  const PAPER = 660; // pixels: the width of A4 between its margins

  const locale = JSON.parse(document.getElementById("plotly-locale").textContent);
  Plotly.register(locale);
  const config = { displayModeBar: false, responsive: false, locale: locale.name, staticPlot: false };

  const charts = [...document.querySelectorAll("script[data-plot]")].map((script) => {
    const { data = [], layout = {} } = JSON.parse(script.textContent);
    const { narrow = {}, ...meta } = layout.meta || {};
    delete layout.meta;
    return { place: document.getElementById(script.dataset.plot), data, layout, narrow };
  });

  const merged = (base, over) => {
    const whole = { ...base };
    for (const [key, value] of Object.entries(over)) {
      const inner = value && typeof value === "object" && !Array.isArray(value);
      whole[key] = inner ? merged(base[key] || {}, value) : value;
    }
    return whole;
  };

  const draw = (chart, width) => {
    const own = width < NARROW ? merged(chart.layout, chart.narrow) : chart.layout;
    // Plotly writes into what it is given.
    const copy = JSON.parse(JSON.stringify({ data: chart.data, layout: own }));
    chart.place.style.minHeight = `${own.height || 360}px`;
    if (chart.width === undefined) chart.place.textContent = "";
    chart.width = width;
    Plotly.react(chart.place, copy.data, { ...copy.layout, width, autosize: false }, config);
  };

  const fit = () => {
    for (const chart of charts) {
      const width = chart.place.clientWidth;
      if (width && width !== chart.width) draw(chart, width);
    }
  };

  const closed = [];
  addEventListener("beforeprint", () => {
    for (const box of document.querySelectorAll("details:not([open])")) {
      box.open = true;
      closed.push(box);
    }
    for (const chart of charts) draw(chart, PAPER);
  });
  addEventListener("afterprint", () => {
    for (const box of closed.splice(0)) box.open = false;
    fit();
  });
  addEventListener("resize", fit);
  fit();
})();
