/// The style and script of the page, so that it loads nothing.
enum HTMLStyle {
  /// The style sheet.
  static let sheet = """
    :root { color-scheme: light dark; --text: #1c2127; --soft: #5a6472; --line: #d5dae1; --page: #fff; --panel: #f6f8fa;
      --error: #b3261e; --warning: #8a5300; --note: #0b57a4; --good: #1a6b34; }
    @media (prefers-color-scheme: dark) { :root { --text: #e4e8ee; --soft: #a3adba; --line: #3a424d; --page: #14181d;
      --panel: #1d232a; --error: #ff8a80; --warning: #f2b45c; --note: #8ab8ff; --good: #7ddc95; } }
    * { box-sizing: border-box; }
    body { margin: 0 auto; max-width: 64rem; padding: 1.5rem 1rem 4rem; color: var(--text); background: var(--page);
      font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
    h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; }
    h3 { font-size: 1rem; margin: 0 0 .5rem; }
    a { color: var(--note); } code, pre, figcaption, svg text { font-family: ui-monospace, monospace; }
    code { font-size: .92em; background: var(--panel); padding: .05em .25em; border-radius: 3px; }
    :focus-visible { outline: 3px solid var(--note); outline-offset: 2px; }
    .counts { color: var(--soft); margin: .25rem 0 0; }
    article { border: 1px solid var(--line); border-radius: 8px; padding: 1rem; margin: 0 0 1rem; }
    article.error { border-left: 5px solid var(--error); } article.warning { border-left: 5px solid var(--warning); }
    article.note { border-left: 5px solid var(--note); } article.good { border-left: 5px solid var(--good); }
    article[hidden] { display: none; }
    .error > h3 > b { color: var(--error); } .warning > h3 > b { color: var(--warning); }
    .note > h3 > b { color: var(--note); } .good > h3 > b { color: var(--good); }
    figure { margin: .75rem 0; border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
    figcaption { padding: .25rem .75rem; background: var(--panel); color: var(--soft); font-size: .85rem; }
    pre { margin: 0; padding: .5rem .75rem; overflow-x: auto; font-size: .85rem; line-height: 1.4; }
    pre i { color: var(--soft); font-style: normal; user-select: none; padding-right: .5rem; }
    .here { color: var(--error); } .warning .here { color: var(--warning); } .note .here { color: var(--note); }
    .there { color: var(--soft); }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .75rem; margin: .5rem 0 0; }
    dt { color: var(--soft); } dd { margin: 0; }
    form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: 0 0 1rem; }
    form[hidden] { display: none; }
    label { display: grid; gap: .15rem; font-size: .85rem; color: var(--soft); max-width: 100%; }
    select, button { font: inherit; color: var(--text); background: var(--panel); border: 1px solid var(--line);
      border-radius: 6px; padding: .35rem .6rem; max-width: 20rem; }
    table { border-collapse: collapse; width: 100%; font-size: .9rem; margin: .5rem 0; }
    th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line);
      vertical-align: top; overflow-wrap: normal; } td code { overflow-wrap: anywhere; }
    .scroll table { min-width: 40rem; }
    details { margin: .5rem 0; } summary { cursor: pointer; } .scroll { overflow-x: auto; }
    svg { width: 100%; min-width: 44rem; height: auto; display: block; margin: .5rem 0; }
    svg text { font-size: 12px; fill: var(--text); text-anchor: middle; }
    svg .name { font-size: 14px; font-weight: 600; } svg .title, svg .role, svg .remark { fill: var(--soft); }
    svg .title { font-size: 11px; } svg .remark { font-size: 11px; }
    svg .box { fill: var(--panel); stroke: var(--line); } svg .life { stroke: var(--line); stroke-dasharray: 2 5; }
    svg g { fill: none; stroke-width: 2; } svg .allowed { stroke: var(--good); } svg .copied { stroke: var(--good);
      stroke-width: 4; }
    svg .refused { stroke: var(--error); } svg g.refused line { stroke-dasharray: 7 5; }
    svg .unknown { stroke: var(--soft); } svg g.unknown line { stroke-dasharray: 2 4; }
    svg text.allowed, svg text.refused, svg text.unknown { stroke: none; } svg text.refused { fill: var(--error); }
    svg .raised { paint-order: stroke; stroke: var(--page); stroke-width: 6px; }
    @media print { form { display: none; } article { break-inside: avoid; } svg { min-width: 0; } }
    """

  /// Filters the findings. Without scripts all of them are there, and the form is not.
  static let script = """
    "use strict";
    const form = document.querySelector("form");
    if (form) {
      const findings = [...document.querySelectorAll("#findings article")];
      const status = form.querySelector("output");
      const names = ["severity", "file", "rule"];
      const apply = () => {
        let shown = 0;
        for (const finding of findings) {
          const fits = names.every((name) => !form[name].value || finding.dataset[name] === form[name].value);
          finding.hidden = !fits;
          if (fits) shown += 1;
        }
        status.textContent = `${shown} of ${findings.length} shown`;
      };
      form.hidden = false;
      form.addEventListener("change", apply);
      form.addEventListener("reset", () => setTimeout(apply));
      form.addEventListener("submit", (event) => event.preventDefault());
      apply();
    }
    """
}
