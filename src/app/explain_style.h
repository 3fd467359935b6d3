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
    "h1{margin:0 0 1.25rem;font-size:2rem;line-height:1.15}\n" \
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
    ".chart{margin:1rem 0 0;font-size:1rem;line-height:1.3}\n" \
    ".step{display:grid;grid-template-columns:16rem 1fr 4.5rem}\n" \
    ".step .name{padding:.4375rem 1rem .4375rem 0;overflow-wrap:anywhere}\n" \
    ".step .values{display:block;color:#505a5f;font-size:.9375rem}\n" \
    ".values span{display:inline-block}\n" \
    ".step .bits{padding:.4375rem 0;text-align:right;font-weight:700;" \
    "font-variant-numeric:tabular-nums}\n" \
    ".track{position:relative;min-height:2.75rem}\n" \
    ".track::before,.track::after{content:'';position:absolute;top:0;bottom:0}\n" \
    ".track::before{left:var(--zero);border-left:1px solid #505a5f}\n" \
    ".track::after{left:var(--threshold);border-left:2px dashed #0b0c0c}\n" \
    ".track i{position:absolute;top:.5rem;height:1.125rem;min-width:3px;z-index:1}\n" \
    ".track .on{top:1.625rem;bottom:-.5rem;height:auto;min-width:0;" \
    "border-left:1px dotted #505a5f}\n" \
    ".mark .track{grid-column:2;min-height:1.5rem;color:#505a5f;font-size:.9375rem}\n" \
    ".mark .track span{position:absolute;white-space:nowrap}\n" \
    ".mark .middle{transform:translateX(-50%)}\n" \
    ".mark .last{transform:translateX(-100%)}\n" \
    ".mark .track::before,.mark .track::after{display:none}\n" \
    "i.start{background:#505a5f}\n" \
    "i.for{background:#00703c}\n" \
    "i.against{background:#ca3535}\n" \
    "i.total{background:#1d70b8}\n" \
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
    "footer p{font-size:1rem;margin-bottom:0;margin-top:0}\n"

/* What differs on narrow screens, and on paper. */
#define SL_EXPLAIN_STYLE_MEDIA \
    "@media(max-width:40rem){\n" \
    "h1{font-size:1.75rem}\n" \
    "table,caption,tbody,tr,th,td{display:block;width:auto}\n" \
    "thead{position:absolute;left:-999rem}\n" \
    "tr{padding:.75rem 0;border-bottom:1px solid #b1b4b6}\n" \
    "th,td{padding:.125rem 0;border:0}\n" \
    "tbody th{font-size:1.1875rem}\n" \
    "td[data-label]{display:flex;gap:.75rem;text-align:left;white-space:normal}\n" \
    "td[data-label]::before{content:attr(data-label);flex:0 0 7.5rem;color:#505a5f}\n" \
    "tr.total{border-top:3px solid #0b0c0c}\n" \
    ".total th,.total td{border-top:0}\n" \
    ".step{grid-template-columns:1fr 4.5rem}\n" \
    ".step .name,.step .bits{padding:.25rem 0}\n" \
    ".step .track{grid-row:2;grid-column:1/3;min-height:2rem}\n" \
    ".mark .track{grid-row:1;min-height:1.5rem}\n" \
    ".track .on{display:none}\n" \
    "}\n" \
    "@media print{\n" \
    "@page{size:A4;margin:15mm}\n" \
    "html{font-size:75%}\n" \
    "th,td{padding-top:.375rem;padding-bottom:.375rem}\n" \
    ".words{font-size:1rem}\n" \
    ".words dd{max-width:none;margin-bottom:.375rem}\n" \
    ".top{background:none;color:#0b0c0c;border-bottom:2pt solid #0b0c0c}\n" \
    ".skip{display:none}\n" \
    ".track i{print-color-adjust:exact;-webkit-print-color-adjust:exact}\n" \
    "tr,.chart,.verdict,.words dd{break-inside:avoid}\n" \
    "h2,.words dt{break-after:avoid}\n" \
    "footer{background:none;margin-top:1rem}\n" \
    "}\n"
/* clang-format on */

#endif
