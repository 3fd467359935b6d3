/* SPDX-License-Identifier: Apache-2.0 */
/*
 * explain_style.h - how the explanation of a pair looks.
 *
 * Contrast of text to its ground is at least 7 to 1, of bars and lines to white at least 4.5 to 1.
 */
#ifndef SL_APP_EXPLAIN_STYLE_H
#define SL_APP_EXPLAIN_STYLE_H

/* clang-format off */
#define SL_EXPLAIN_STYLE \
    "*{box-sizing:border-box}\n" \
    "body{margin:0;color:#0b0c0c;background:#fff;font:1.1875rem/1.5 arial,sans-serif}\n" \
    "main,footer p,.top p{max-width:60rem;margin:0 auto;padding:0 .9375rem}\n" \
    ".top{background:#0b0c0c;color:#fff;border-bottom:.5rem solid #1d70b8}\n" \
    ".top p{font-size:1.375rem;font-weight:700;padding-top:.5rem;padding-bottom:.5rem}\n" \
    ".skip{position:absolute;left:-999rem;padding:.5rem .9375rem;background:#fd0;color:#0b0c0c}\n" \
    ".skip:focus{left:0}\n" \
    "a:focus{outline:3px solid #0b0c0c;outline-offset:-3px}\n" \
    "main{padding-top:1.875rem}\n" \
    ".over{margin:0;color:#505a5f}\n" \
    "h1{margin:0 0 1.25rem;font-size:2.25rem;line-height:1.15}\n" \
    "h2{margin:2.5rem 0 .75rem;font-size:1.5rem;line-height:1.25}\n" \
    "p{margin:0 0 1rem}\n" \
    ".records{display:flex;flex-wrap:wrap;gap:.5rem 3rem;margin:0 0 1.5rem}\n" \
    ".records dt{color:#505a5f}\n" \
    ".records dd{margin:0;font-weight:700;overflow-wrap:anywhere}\n" \
    ".verdict{padding:1.25rem;border:.3125rem solid}\n" \
    ".verdict h2{margin-top:0;color:#0b0c0c}\n" \
    ".verdict p:last-child{margin-bottom:0}\n" \
    ".yes{border-color:#00703c}\n" \
    ".no{border-color:#505a5f}\n" \
    "figure{margin:1rem 0 0}\n" \
    "svg{display:block;overflow:visible}\n" \
    "svg text{font:1rem arial,sans-serif;fill:#0b0c0c;" \
    "stroke:#fff;stroke-width:5px;stroke-linejoin:round;paint-order:stroke}\n" \
    "svg .bits{text-anchor:end;font-weight:700;font-variant-numeric:tabular-nums}\n" \
    "svg .mark{fill:#505a5f;font-size:.9375rem}\n" \
    "rect.start{fill:#505a5f}\n" \
    "rect.for{fill:#00703c}\n" \
    "rect.against{fill:#ca3535}\n" \
    "rect.total{fill:#1d70b8}\n" \
    "line{stroke:#505a5f;stroke-width:1}\n" \
    "line.threshold{stroke:#0b0c0c;stroke-width:2;stroke-dasharray:6 4}\n" \
    "line.step{stroke-dasharray:2 2}\n" \
    "table{width:100%;border-collapse:collapse;font-size:1rem}\n" \
    "caption{text-align:left;font-weight:700;padding-bottom:.5rem}\n" \
    "th,td{padding:.625rem 1.25rem .625rem 0;text-align:left;vertical-align:top;" \
    "border-bottom:1px solid #b1b4b6;overflow-wrap:break-word}\n" \
    "table{table-layout:fixed}\n" \
    "thead th{width:18%}\n" \
    "thead th:nth-child(4){width:auto}\n" \
    "thead .number{width:4.5rem}\n" \
    ".number{text-align:right;padding-right:0;white-space:nowrap;" \
    "font-variant-numeric:tabular-nums}\n" \
    ".none{color:#505a5f}\n" \
    ".total th,.total td{border-top:3px solid #0b0c0c;font-weight:700}\n" \
    ".words dt{font-weight:700}\n" \
    ".words dd{margin:0 0 1rem;max-width:44rem}\n" \
    "footer{margin-top:2.5rem;padding:1.5rem 0;background:#f3f2f1;" \
    "border-top:1px solid #1d70b8}\n" \
    "footer p{font-size:1rem;margin-bottom:0;margin-top:0}\n" \
    "@media(max-width:40rem){\n" \
    "h1{font-size:1.75rem}\n" \
    "table,caption,tbody,tr,th,td{display:block;width:auto}\n" \
    "thead{position:absolute;left:-999rem}\n" \
    "tr{padding:.75rem 0;border-bottom:1px solid #b1b4b6}\n" \
    "th,td{padding:.125rem 0;border:0}\n" \
    "tbody th{font-size:1.1875rem}\n" \
    "td[data-label]{display:flex;gap:.75rem;text-align:left;white-space:normal}\n" \
    "td[data-label]::before{content:attr(data-label);flex:0 0 7.5rem;color:#505a5f}\n" \
    ".total{border-top:3px solid #0b0c0c}\n" \
    ".total th,.total td{border-top:0}\n" \
    "}\n" \
    "@media print{\n" \
    "body{font-size:11pt}\n" \
    ".top{background:none;color:#0b0c0c;border-bottom:2pt solid #0b0c0c}\n" \
    ".skip{display:none}\n" \
    "rect{print-color-adjust:exact;-webkit-print-color-adjust:exact}\n" \
    "tr,figure,.verdict{break-inside:avoid}\n" \
    "h2{break-after:avoid}\n" \
    "footer{background:none}\n" \
    "}\n"
/* clang-format on */

#endif
