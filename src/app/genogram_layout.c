/* SPDX-License-Identifier: Apache-2.0 */
#include "app/genogram_layout.h"

#include <graphviz/gvc.h>
#include <pthread.h>
#include <stdio.h>

#include "base/number.h"

/* Graphviz counts sizes in inches, and places in points, upwards. */
#define INCH_POINTS 72.0
#define NODE_GAP    "0.28"
#define ROW_GAP     "0.36"
#define FAMILY_SIZE 8.0

/* Room for a name or value that is given to the library. */
#define TEXT_BYTES 48

extern gvplugin_library_t gvplugin_dot_layout_LTX_library;

/* A layout under way. */
struct laying {
    const struct sl_genogram *genogram;
    GVC_t *context;
    Agraph_t *graph;
    Agnode_t **persons, **families;
    bool is_laid;
};

/* The library takes texts that it could change, though it does not: it gets copies. */
static void set(void *object, const char *name, const char *value)
{
    char texts[2][TEXT_BYTES];
    char none[] = "";
    (void)snprintf(texts[0], sizeof texts[0], "%s", name);
    (void)snprintf(texts[1], sizeof texts[1], "%s", value);
    (void)agsafeset(object, texts[0], texts[1], none);
}

/* What the library says of an object; NULL. */
static const char *get(void *object, const char *name)
{
    char text[TEXT_BYTES];
    (void)snprintf(text, sizeof text, "%s", name);
    return agget(object, text);
}

/* A node of a fixed size; NULL when the library refuses. */
static Agnode_t *add_node(struct laying *laying, double width, double height)
{
    char text[TEXT_BYTES];
    Agnode_t *node = agnode(laying->graph, NULL, 1);
    if (node == NULL) {
        return NULL;
    }
    set(node, "label", "");
    set(node, "shape", "box");
    set(node, "fixedsize", "true");
    (void)snprintf(text, sizeof text, "%.4f", width / INCH_POINTS);
    set(node, "width", text);
    (void)snprintf(text, sizeof text, "%.4f", height / INCH_POINTS);
    set(node, "height", text);
    return node;
}

/* A line from a node to one so many rows below it. */
static void
add_edge(struct laying *laying, Agnode_t *from, Agnode_t *to, const char *rows, const char *weight)
{
    Agedge_t *edge = agedge(laying->graph, from, to, NULL, 1);
    if (edge != NULL) {
        set(edge, "minlen", rows);
        set(edge, "weight", weight);
    }
}

/* People in one row. */
static void add_row(struct laying *laying, Agnode_t *one, Agnode_t *other)
{
    Agraph_t *row = agsubg(laying->graph, NULL, 1);
    if (row != NULL) {
        set(row, "rank", "same");
        (void)agsubnode(row, one, 1);
        (void)agsubnode(row, other, 1);
        add_edge(laying, one, other, "1", "2");
    }
}

static enum sl_status build(struct laying *laying, struct sl_error *err)
{
    const struct sl_genogram *genogram = laying->genogram;
    for (size_t i = 0; i < genogram->person_count; i++) {
        laying->persons[i] = add_node(laying, SL_GENOGRAM_BOX_WIDTH, SL_GENOGRAM_BOX_HEIGHT);
        if (laying->persons[i] == NULL) {
            return sl_fail(err, SL_UNSUPPORTED, "the genogram cannot be laid out");
        }
    }
    for (size_t i = 0; i < genogram->family_count; i++) {
        const struct sl_genogram_family *family = &genogram->families[i];
        laying->families[i] = add_node(laying, FAMILY_SIZE, FAMILY_SIZE);
        if (laying->families[i] == NULL) {
            return sl_fail(err, SL_UNSUPPORTED, "the genogram cannot be laid out");
        }
        /* Children stand from left to right in the order of their birth. */
        set(laying->families[i], "ordering", "out");
        for (size_t j = 0; j < family->parent_count; j++) {
            add_edge(laying, laying->persons[family->parents[j]], laying->families[i], "1", "4");
        }
        for (size_t j = 0; j < family->child_count; j++) {
            add_edge(laying, laying->families[i], laying->persons[family->children[j]], "1", "3");
        }
    }
    for (size_t i = 0; i < genogram->line_count; i++) {
        const struct sl_genogram_line *line = &genogram->lines[i];
        Agnode_t *from = laying->persons[line->from];
        Agnode_t *to = laying->persons[line->to];
        if (sl_genogram_is_elder(line->role)) {
            add_edge(laying, from, to, line->role == SL_ROLE_GRANDPARENT ? "4" : "2", "1");
        } else {
            add_row(laying, from, to);
        }
    }
    return SL_OK;
}

/* "X,Y" or the "left,bottom,right,top" of a box, as the library writes numbers. */
static bool read_numbers(const char *text, double *numbers, size_t count)
{
    struct sl_str rest = sl_str_from(text);
    struct sl_str part;
    for (size_t i = 0; i < count; i++) {
        if (!sl_str_split(&rest, ',', &part) ||
            sl_parse_f64(part, -1e7, 1e7, &numbers[i], NULL) != SL_OK) {
            return false;
        }
    }
    return true;
}

static enum sl_status read_places(
    Agnode_t **nodes, size_t count, double height, struct sl_svg_point *places, struct sl_error *err
)
{
    for (size_t i = 0; i < count; i++) {
        double at[2];
        if (!read_numbers(get(nodes[i], "pos"), at, 2)) {
            return sl_fail(err, SL_UNSUPPORTED, "the genogram cannot be laid out");
        }
        places[i] = (struct sl_svg_point){ at[0], height - at[1] };
    }
    return SL_OK;
}

static enum sl_status lay_out(
    struct laying *laying,
    struct sl_svg_point *persons,
    struct sl_svg_point *families,
    struct sl_genogram_layout *ret_layout,
    struct sl_error *err
)
{
    double box[4];
    set(laying->graph, "nodesep", NODE_GAP);
    set(laying->graph, "ranksep", ROW_GAP);
    set(laying->graph, "splines", "false");
    SL_TRY(build(laying, err));
    laying->is_laid = gvLayout(laying->context, laying->graph, "dot") == 0;
    if (!laying->is_laid) {
        return sl_fail(err, SL_UNSUPPORTED, "the genogram cannot be laid out");
    }
    attach_attrs(laying->graph);
    if (!read_numbers(get(laying->graph, "bb"), box, 4)) {
        return sl_fail(err, SL_UNSUPPORTED, "the genogram cannot be laid out");
    }
    const struct sl_genogram *genogram = laying->genogram;
    SL_TRY(read_places(laying->persons, genogram->person_count, box[3], persons, err));
    SL_TRY(read_places(laying->families, genogram->family_count, box[3], families, err));
    *ret_layout = (struct sl_genogram_layout){
        .persons = persons,
        .families = families,
        .width = box[2],
        .height = box[3],
    };
    return SL_OK;
}

static void finish(struct laying *laying)
{
    if (laying->graph != NULL) {
        if (laying->is_laid) {
            (void)gvFreeLayout(laying->context, laying->graph);
        }
        (void)agclose(laying->graph);
    }
    if (laying->context != NULL) {
        (void)gvFreeContext(laying->context);
    }
}

static enum sl_status lay_out_alone(
    const struct sl_genogram *genogram,
    struct sl_arena *arena,
    struct sl_genogram_layout *ret_layout,
    struct sl_error *err
)
{
    char graph_name[] = "genogram";
    char plugin_name[] = "gvplugin_dot_layout_LTX_library";
    const lt_symlist_t plugins[] = {
        {plugin_name, &gvplugin_dot_layout_LTX_library},
        { NULL,       NULL                            },
    };
    SL_CLEANUP(finish) struct laying laying = { .genogram = genogram };
    const size_t person_count = genogram->person_count;
    const size_t family_count = genogram->family_count;
    struct sl_svg_point *persons = sl_arena_alloc(arena, person_count, sizeof *persons);
    struct sl_svg_point *families = sl_arena_alloc(arena, family_count, sizeof *families);
    laying.persons = sl_arena_alloc(arena, person_count, sizeof(Agnode_t *));
    laying.families = sl_arena_alloc(arena, family_count, sizeof(Agnode_t *));
    if (persons == NULL || families == NULL || laying.persons == NULL || laying.families == NULL) {
        return sl_fail_memory(err);
    }
    /* What it refuses is told by what it gives back: nothing goes to the terminal. */
    (void)agseterr(AGMAX);
    laying.context = gvContextPlugins(plugins, 0);
    laying.graph = agopen(graph_name, Agdirected, NULL);
    if (laying.context == NULL || laying.graph == NULL) {
        return sl_fail_memory(err);
    }
    return lay_out(&laying, persons, families, ret_layout, err);
}

enum sl_status sl_genogram_lay_out(
    const struct sl_genogram *genogram,
    struct sl_arena *arena,
    struct sl_genogram_layout *ret_layout,
    struct sl_error *err
)
{
    static pthread_mutex_t library = PTHREAD_MUTEX_INITIALIZER;

    (void)pthread_mutex_lock(&library);
    const enum sl_status status = lay_out_alone(genogram, arena, ret_layout, err);
    (void)pthread_mutex_unlock(&library);
    return status;
}
