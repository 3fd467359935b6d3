/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/genogram_svg.h"

#include "picture/genogram_impl.h"
#include "picture/labels.h"
#include "record/say.h"

#define MARGIN       28.0
#define TITLE_HEIGHT 70.0
#define CELL_WIDTH   282.0
#define CELL_HEIGHT  92.0
#define CELL_SYMBOL  28.0
#define PANEL_HEAD   38.0
#define LEGEND       70.0
#define LEAST_WIDTH  (2 * MARGIN + 3 * CELL_WIDTH)

/* Colours on white, with a contrast of 4.5 to 1 and more for all text. */
static const char style[] =
    "<style>"
    "text{font-family:\"Segoe UI\",\"Noto Sans\",\"DejaVu Sans\",Arial,sans-serif;fill:#1b1f23}"
    ".name{font-size:13px;font-weight:600}.more{font-size:11px;fill:#4a5058}"
    ".source{font-size:9.5px;fill:#5f6770}.age{font-size:13px;text-anchor:middle}"
    ".head{font-size:20px;font-weight:600}.part{font-size:13px;font-weight:600}"
    ".symbol{fill:#fff;stroke:#1b1f23;stroke-width:1.6}.home{fill:#cfe5d8}"
    ".line{fill:none;stroke:#1b1f23;stroke-width:1.6;stroke-linecap:round}"
    ".said{fill:none;stroke:#4a5058;stroke-width:1.4;stroke-dasharray:6 4}"
    ".panel{fill:#f4f5f6;stroke:#c3c8ce}.rule{stroke:#c3c8ce;stroke-width:1}"
    "</style>\n";

static const struct sl_svg_lines cell_name = { "name", 15, 26, 2 };
static const struct sl_svg_lines cell_more = { "more", 13, 35, 4 };

/* How the page is divided: all in points. */
struct page {
    double width, height, panel_top, legend_top;
    size_t columns; /* of the panel */
};

static struct page
divide(const struct sl_genogram *genogram, const struct sl_genogram_layout *layout)
{
    struct page page = { .width = layout->width + 2 * MARGIN };
    page.width = page.width < LEAST_WIDTH ? LEAST_WIDTH : page.width;
    page.columns = (size_t)((page.width - 2 * MARGIN) / CELL_WIDTH);
    const size_t rows = (genogram->other_count + page.columns - 1) / page.columns;
    page.panel_top = TITLE_HEIGHT + layout->height + MARGIN;
    page.legend_top = page.panel_top;
    if (rows > 0) {
        page.legend_top += PANEL_HEAD + (double)rows * CELL_HEIGHT + MARGIN / 2;
    }
    page.height = page.legend_top + LEGEND;
    return page;
}

static void flush_text(struct sl_svg *svg)
{
    sl_svg_text(svg, sl_buf_str(&svg->text));
    sl_buf_clear(&svg->text);
}

/* What the drawing shows, in words, for those who hear it. */
static void describe(struct sl_genogram_drawing *drawing)
{
    struct sl_svg *svg = &drawing->svg;
    const struct sl_genogram *genogram = drawing->genogram;
    const struct sl_picture *picture = genogram->picture;
    sl_svg_put(svg, "<desc id=\"genogram-words\">Family: ");
    for (size_t i = 0; i < genogram->person_count; i++) {
        sl_genogram_add_sentence(genogram, i, &svg->text);
        flush_text(svg);
        sl_svg_put(svg, i + 1 < genogram->person_count ? "; " : ".");
    }
    for (size_t i = 0; i < genogram->other_count; i++) {
        const struct sl_picture_tie *tie = &picture->ties[genogram->others[i]];
        sl_svg_put(svg, i == 0 ? " Around the child: " : "; ");
        sl_picture_add_name(&picture->persons[tie->person], &svg->text);
        flush_text(svg);
        sl_svg_put(svg, ", ");
        sl_picture_add_reason(picture, tie, &tie->reasons[0], &svg->text);
        flush_text(svg);
    }
    sl_svg_put(svg, genogram->other_count > 0 ? ".</desc>\n" : "</desc>\n");
}

static void begin(struct sl_genogram_drawing *drawing, const struct page *page)
{
    struct sl_svg *svg = &drawing->svg;
    const struct sl_picture *picture = drawing->genogram->picture;
    sl_svg_put(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" lang=\"en-GB\"");
    sl_svg_measure(svg, "width", page->width);
    sl_svg_measure(svg, "height", page->height);
    sl_svg_put(svg, " viewBox=\"0 0 ");
    sl_svg_number(svg, page->width);
    sl_svg_put(svg, " ");
    sl_svg_number(svg, page->height);
    sl_svg_put(
        svg,
        "\" role=\"img\" aria-labelledby=\"genogram-title\" "
        "aria-describedby=\"genogram-words\">\n<title id=\"genogram-title\">Genogram of "
    );
    sl_picture_add_child_name(picture, &svg->text);
    flush_text(svg);
    sl_svg_put(svg, "</title>\n");
    describe(drawing);
    sl_svg_put(svg, style);
    sl_svg_put(svg, "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
    sl_picture_add_child_name(picture, &svg->text);
    sl_svg_line_of_text(svg, "head", (struct sl_svg_point){ MARGIN, 38 }, sl_buf_str(&svg->text));
    sl_buf_clear(&svg->text);
    sl_buf_add(&svg->text, SL_STR("Genogram on "));
    sl_say_day(sl_moment_of_day(picture->input->today), &svg->text);
    sl_buf_addf(
        &svg->text,
        ", as records say. Identity %.*s. Numbers such as #12 are those of records.",
        SL_STR_ARG(picture->input->child)
    );
    sl_svg_line_of_text(svg, "more", (struct sl_svg_point){ MARGIN, 56 }, sl_buf_str(&svg->text));
    sl_buf_clear(&svg->text);
    sl_svg_put(svg, "\n");
}

/* Somebody of the panel: who, and the first reasons. */
static void draw_cell(struct sl_genogram_drawing *drawing, size_t index, struct sl_svg_point corner)
{
    struct sl_svg *svg = &drawing->svg;
    const struct sl_picture *picture = drawing->genogram->picture;
    const size_t at = drawing->genogram->others[index];
    const struct sl_picture_tie *tie = &picture->ties[at];
    const struct sl_picture_person *person = &picture->persons[tie->person];
    const struct sl_svg_point middle = { corner.x + CELL_SYMBOL / 2, corner.y + CELL_SYMBOL / 2 };
    struct sl_svg_point line = { corner.x + CELL_SYMBOL + 12, corner.y + 10 };
    sl_svg_put(svg, "<g>");
    sl_svg_symbol(
        svg,
        tie->circle == SL_PICTURE_HOUSEHOLD ? "symbol home" : "symbol",
        sl_genogram_shape_of(person),
        middle,
        CELL_SYMBOL
    );
    if (person->death_date.value != NULL) {
        sl_svg_cross(svg, "line", middle, CELL_SYMBOL * 0.7);
    }
    sl_picture_add_name(person, &svg->text);
    line.y = sl_svg_lines_of_text(svg, &cell_name, line) - 1;
    size_t shown = 0;
    for (size_t i = 0; i < tie->reason_count; i++) {
        if (i > 0 && tie->reasons[i].bond == tie->reasons[i - 1].bond) {
            continue;
        }
        sl_buf_add(&svg->text, shown++ > 0 ? SL_STR("; ") : SL_STR(""));
        sl_picture_add_reason(picture, tie, &tie->reasons[i], &svg->text);
    }
    sl_buf_add_byte(&svg->text, ' ');
    sl_genogram_add_sources(drawing->genogram, at, &svg->text);
    (void)sl_svg_lines_of_text(svg, &cell_more, line);
    sl_svg_put(svg, "</g>\n");
}

static void draw_panel(struct sl_genogram_drawing *drawing, const struct page *page)
{
    struct sl_svg *svg = &drawing->svg;
    const struct sl_genogram *genogram = drawing->genogram;
    if (genogram->other_count == 0) {
        return;
    }
    sl_svg_put(svg, "<rect class=\"panel\" rx=\"6\"");
    sl_svg_measure(svg, "x", MARGIN / 2);
    sl_svg_measure(svg, "y", page->panel_top);
    sl_svg_measure(svg, "width", page->width - MARGIN);
    sl_svg_measure(svg, "height", page->legend_top - page->panel_top - MARGIN / 2);
    sl_svg_put(svg, "/>");
    sl_svg_line_of_text(
        svg,
        "part",
        (struct sl_svg_point){ MARGIN, page->panel_top + 22 },
        SL_STR("Household and network: tied to the child by what records have in common")
    );
    for (size_t i = 0; i < genogram->other_count; i++) {
        const size_t row = i / page->columns;
        const struct sl_svg_point corner = {
            MARGIN + (double)(i % page->columns) * CELL_WIDTH,
            page->panel_top + PANEL_HEAD + (double)row * CELL_HEIGHT,
        };
        draw_cell(drawing, i, corner);
    }
}

/* A constant text. */
#define WORDS(text)            \
    {                          \
        text, sizeof(text) - 1 \
    }

/* What the symbols mean. */
static void draw_legend(struct sl_genogram_drawing *drawing, const struct page *page)
{
    static const struct sign {
        struct sl_str words;
        double width;
        enum sl_svg_shape shape;
        bool is_double, is_crossed, is_home;
    } signs[] = {
        {WORDS("male"),                     58,  SL_SVG_SQUARE,   false, false, false},
        { WORDS("female"),                  70,  SL_SVG_CIRCLE,   false, false, false},
        { WORDS("neither or not recorded"), 168, SL_SVG_DIAMOND,  false, false, false},
        { WORDS("unborn"),                  70,  SL_SVG_TRIANGLE, false, false, false},
        { WORDS("died"),                    58,  SL_SVG_SQUARE,   false, true,  false},
        { WORDS("the child"),               86,  SL_SVG_CIRCLE,   true,  false, false},
        { WORDS("lives with the child"),    132, SL_SVG_CIRCLE,   false, false, true },
    };
    struct sl_svg *svg = &drawing->svg;
    const double y = page->legend_top + 20;
    double x = MARGIN + 6;
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        const struct sl_svg_point at = { x, y };
        if (signs[i].is_double) {
            sl_svg_symbol(svg, "symbol", signs[i].shape, at, 17);
        }
        sl_svg_symbol(svg, signs[i].is_home ? "symbol home" : "symbol", signs[i].shape, at, 12);
        if (signs[i].is_crossed) {
            sl_svg_cross(svg, "line", at, 12);
        }
        sl_svg_line_of_text(svg, "more", (struct sl_svg_point){ x + 13, y + 4 }, signs[i].words);
        x += signs[i].width;
    }
    sl_svg_put(svg, "<path class=\"said\" d=\"M");
    sl_svg_number(svg, x - 6);
    sl_svg_put(svg, " ");
    sl_svg_number(svg, y);
    sl_svg_put(svg, "h26\"/>");
    sl_svg_line_of_text(
        svg,
        "more",
        (struct sl_svg_point){ x + 26, y + 4 },
        SL_STR("stated, not as a parent by birth")
    );
    if (drawing->genogram->left_out > 0) {
        sl_buf_addf(
            &svg->text,
            "%zu more people are in the picture and not in this drawing.",
            drawing->genogram->left_out
        );
        sl_svg_line_of_text(
            svg, "part", (struct sl_svg_point){ MARGIN, y + 28 }, sl_buf_str(&svg->text)
        );
        sl_buf_clear(&svg->text);
    }
    sl_svg_put(svg, "\n");
}

void sl_genogram_svg(
    const struct sl_genogram *genogram, const struct sl_genogram_layout *layout, struct sl_buf *buf
)
{
    const struct page page = divide(genogram, layout);
    struct sl_genogram_drawing drawing = {
        .svg = { .out = buf },
        .genogram = genogram,
        .layout = layout,
        .left = (page.width - layout->width) / 2,
        .top = TITLE_HEIGHT,
    };
    sl_buf_init(&drawing.svg.text, (size_t)1 << 20);
    begin(&drawing, &page);
    sl_genogram_draw_family(&drawing);
    draw_panel(&drawing, &page);
    draw_legend(&drawing, &page);
    sl_svg_put(&drawing.svg, "</svg>\n");
    if (drawing.svg.text.status != SL_OK) {
        buf->status = drawing.svg.text.status;
    }
    sl_buf_finish(&drawing.svg.text);
}
