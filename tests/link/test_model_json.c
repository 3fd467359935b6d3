/* SPDX-License-Identifier: Apache-2.0 */
#include "link/model_json.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "support/support.h"

#define JSON_LIMIT_BYTES ((size_t)16 << 20)
#define PATH_LIMIT       8

static const enum sl_kind kinds[] = {
    SL_KIND_GIVEN_NAME, SL_KIND_SURNAME, SL_KIND_DOB, SL_KIND_POSTCODE, SL_KIND_ADDRESS,
};
static const char *const columns[] = { "forename", "Family \"name\"", "born", "pc\xc3\xb6", "" };

/* A schema and a model for it. */
struct desk {
    struct sl_schema schema;
    struct sl_model model;
};

static void open_desk(struct desk *desk)
{
    SL_CHECK_STATUS(sl_schema_init(&desk->schema, kinds, columns, 5, NULL), SL_OK);
    sl_model_init(&desk->model, &desk->schema);
}

static void close_desk(struct desk *desk)
{
    sl_model_finish(&desk->model);
    sl_schema_finish(&desk->schema);
}

/* Numbers with all their bits, of any size that is allowed. */
static double draw_rate(struct sl_random *random)
{
    return exp2(sl_random_unit(random) * 12.0 - 8.0);
}

/* Whatever may have been learned. */
static void draw_model(struct sl_model *model, struct sl_random *random)
{
    for (unsigned field = 0; field < model->field_count; field++) {
        double sum = 0.0;
        for (unsigned level = 0; level < SL_LEVEL_COUNT; level++) {
            model->m[field][level] = sl_random_unit(random);
            sum += model->m[field][level];
        }
        for (unsigned level = 0; level < SL_LEVEL_COUNT; level++) {
            model->m[field][level] /= sum;
        }
        for (unsigned level = 0; level < SL_LEVEL_ELSE; level++) {
            model->unseen[field][level] = draw_rate(random);
        }
    }
    model->match_rate = draw_rate(random);
    model->threshold_bits = 80.0 * sl_random_unit(random) - 40.0;
    model->relation_count = (unsigned)sl_random_below(random, SL_RELATION_LIMIT + 1);
    for (unsigned at = 0; at < model->relation_count; at++) {
        model->relations[at].fields = 1U + (uint32_t)sl_random_below(random, 31);
        model->relations[at].rate = sl_random_below(random, 4) == 0 ? 0.0 : draw_rate(random);
    }
    double shift = 0.0;
    for (unsigned step = 0; step < SL_CALIBRATION_STEPS; step++) {
        const double most = SL_CALIBRATION_LIMIT_BITS;
        model->calibration.shift_bits[step] = fmax(-most, fmin(most, shift));
        shift = model->calibration.shift_bits[step] + 3.0 * sl_random_unit(random) - 1.0;
    }
}

static void add_variants(struct sl_model *model)
{
    static const char *const pairs[][2] = {
        {"bill",        "william"     },
        { "a b",        "a c"         },
        { "zo\xc3\xab", "zo\xc3\xab e"}
    };
    static const unsigned domains[] = { 0, 0, 3 }; /* names, names, addresses */
    for (unsigned at = 0; at < 3; at++) {
        SL_CHECK_STATUS(
            sl_model_add_variant(
                model, domains[at], sl_str_from(pairs[at][0]), sl_str_from(pairs[at][1]), NULL
            ),
            SL_OK
        );
    }
}

static void print(const struct desk *desk, struct sl_buf *out)
{
    struct sl_error err = { .status = SL_OK };
    sl_buf_init(out, JSON_LIMIT_BYTES);
    SL_CHECK_OK(sl_model_print(&desk->model, &desk->schema, out, &err), &err);
}

static void parse(struct desk *desk, struct sl_str json)
{
    struct sl_error err = { .status = SL_OK };
    SL_CHECK_OK(sl_model_parse(&desk->model, &desk->schema, json, &err), &err);
}

/* The same, bit for bit. */
static void check_same(const struct sl_model *one, const struct sl_model *two)
{
    SL_CHECK_U64(one->field_count, two->field_count);
    assert_memory_equal(one->m, two->m, sizeof(one->m));
    assert_memory_equal(one->unseen, two->unseen, sizeof(one->unseen));
    assert_memory_equal(&one->match_rate, &two->match_rate, sizeof(double));
    assert_memory_equal(&one->threshold_bits, &two->threshold_bits, sizeof(double));
    assert_memory_equal(&one->calibration, &two->calibration, sizeof(one->calibration));
    SL_CHECK_U64(one->relation_count, two->relation_count);
    for (unsigned at = 0; at < one->relation_count; at++) {
        SL_CHECK_U64(one->relations[at].fields, two->relations[at].fields);
        assert_memory_equal(&one->relations[at].rate, &two->relations[at].rate, sizeof(double));
    }
    SL_CHECK_U64(one->variant_count, two->variant_count);
    for (size_t at = 0; at < one->variant_count; at++) {
        SL_CHECK_U64(one->variants[at].domain, two->variants[at].domain);
        SL_CHECK_BYTES(one->variants[at].left, two->variants[at].left);
        SL_CHECK_BYTES(one->variants[at].right, two->variants[at].right);
    }
}

static void test_what_is_printed_is_read_bit_for_bit(void **state)
{
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned round = 0; round < 100; round++) {
        struct desk first;
        struct desk second;
        struct sl_buf json;
        struct sl_buf again;
        open_desk(&first);
        open_desk(&second);
        draw_model(&first.model, &random);
        if (round % 2 == 0) {
            add_variants(&first.model);
        }
        print(&first, &json);
        parse(&second, sl_buf_str(&json));
        check_same(&first.model, &second.model);
        print(&second, &again);
        SL_CHECK_BYTES(sl_buf_str(&again), sl_buf_str(&json));
        sl_buf_finish(&json);
        sl_buf_finish(&again);
        close_desk(&first);
        close_desk(&second);
    }
}

static void test_reading_replaces_all_that_was_learned(void **state)
{
    struct sl_random random;
    struct desk first;
    struct desk second;
    struct sl_buf json;
    (void)state;
    sl_random_init(&random, 3);
    open_desk(&first);
    open_desk(&second);
    draw_model(&first.model, &random);
    draw_model(&second.model, &random);
    add_variants(&first.model);
    add_variants(&second.model);
    print(&first, &json);
    parse(&second, sl_buf_str(&json));
    check_same(&first.model, &second.model);
    sl_buf_finish(&json);
    close_desk(&first);
    close_desk(&second);
}

/* The outline that other programs may rely on: docs/formats/model.md. */
static void test_the_outline_is_as_documented(void **state)
{
    struct desk desk;
    struct sl_buf json;
    (void)state;
    open_desk(&desk);
    add_variants(&desk.model);
    print(&desk, &json);
    json_t *root = json_loadb(json.ptr, json.len, 0, NULL);
    assert_non_null(root);
    SL_CHECK_U64(json_object_size(root), 8);
    SL_CHECK_STR(sl_str_from(json_string_value(json_object_get(root, "format"))), SL_MODEL_FORMAT);
    SL_CHECK_I64(json_integer_value(json_object_get(root, "version")), SL_MODEL_VERSION);
    assert_true(json_is_real(json_object_get(root, "match_rate")));
    assert_true(json_is_real(json_object_get(root, "threshold_bits")));
    SL_CHECK_U64(json_array_size(json_object_get(root, "calibration")), SL_CALIBRATION_STEPS);
    SL_CHECK_U64(json_array_size(json_object_get(root, "fields")), 5);
    for (size_t at = 0; at < 5; at++) {
        const json_t *field = json_array_get(json_object_get(root, "fields"), at);
        SL_CHECK_STR(sl_str_from(json_string_value(json_object_get(field, "name"))), columns[at]);
        SL_CHECK_STR(
            sl_str_from(json_string_value(json_object_get(field, "kind"))), sl_kind_name(kinds[at])
        );
        SL_CHECK_U64(json_array_size(json_object_get(field, "m")), SL_LEVEL_COUNT);
        SL_CHECK_U64(json_array_size(json_object_get(field, "unseen")), SL_LEVEL_ELSE);
    }
    SL_CHECK_U64(json_array_size(json_object_get(root, "relations")), desk.model.relation_count);
    const json_t *variant = json_array_get(json_object_get(root, "variants"), 0);
    SL_CHECK_STR(sl_str_from(json_string_value(json_object_get(variant, "left"))), "bill");
    SL_CHECK_STR(sl_str_from(json_string_value(json_object_get(variant, "right"))), "william");
    SL_CHECK_I64(json_integer_value(json_object_get(variant, "domain")), 0);
    assert_true(json.ptr[0] == '{' && json.ptr[json.len - 1] == '\n');
    json_decref(root);
    sl_buf_finish(&json);
    close_desk(&desk);
}

/* Put a value (JSON text; NULL: nothing) at a path such as "fields.0.m.2". */
static void change(json_t *root, const char *path, const char *text)
{
    json_t *at = root;
    struct sl_str rest = sl_str_from(path);
    struct sl_str part;
    char key[32] = "";
    while (sl_str_split(&rest, '.', &part)) {
        (void)snprintf(key, sizeof(key), "%.*s", SL_STR_ARG(part));
        if (rest.ptr != NULL) {
            at = json_is_array(at) ? json_array_get(at, (size_t)(key[0] - '0'))
                                   : json_object_get(at, key);
            assert_non_null(at);
        }
    }
    json_t *value = text == NULL ? NULL : json_loads(text, JSON_DECODE_ANY, NULL);
    if (json_is_array(at) && value == NULL) {
        assert_int_equal(json_array_remove(at, (size_t)(key[0] - '0')), 0);
    } else if (json_is_array(at)) {
        assert_int_equal(json_array_set_new(at, (size_t)(key[0] - '0'), value), 0);
    } else if (value == NULL) {
        assert_int_equal(json_object_del(at, key), 0);
    } else {
        assert_int_equal(json_object_set_new(at, key, value), 0);
    }
}

struct bad_model {
    const char *path, *text;
    const char *said; /* in message or detail */
};

/* A rate of 0 would give no finite weight; a calibration may not fall by more than a step. */
static const struct bad_model bad_models[] = {
    {"format",              NULL,                           "does not say"          },
    { "format",             "\"sightline linkage models\"", "does not say"          },
    { "format",             "1",                            "does not say"          },
    { "version",            NULL,                           "version"               },
    { "version",            "0",                            "version"               },
    { "version",            "-1",                           "version"               },
    { "version",            "1.0",                          "version"               },
    { "version",            "\"1\"",                        "version"               },
    { "match_rate",         NULL,                           "number"                },
    { "match_rate",         "null",                         "number"                },
    { "match_rate",         "\"0.5\"",                      "number"                },
    { "match_rate",         "-0.5",                         "number"                },
    { "match_rate",         "0",                            "number"                },
    { "match_rate",         "1e10",                         "number"                },
    { "threshold_bits",     NULL,                           "number"                },
    { "threshold_bits",     "[3]",                          "number"                },
    { "threshold_bits",     "1e300",                        "number"                },
    { "calibration",        NULL,                           "list of numbers"       },
    { "calibration",        "[]",                           "list of numbers"       },
    { "calibration",        "{}",                           "list of numbers"       },
    { "calibration.7",      NULL,                           "list of numbers"       },
    { "calibration.7",      "\"x\"",                        "number"                },
    { "calibration.7",      "3.5",                          "number"                },
    { "calibration.7",      "-1.01",                        "calibration"           },
    { "calibration.7",      "1.01",                         "calibration"           },
    { "fields",             NULL,                           "0 fields there, 5 here"},
    { "fields",             "\"five\"",                     "0 fields there, 5 here"},
    { "fields.2",           NULL,                           "4 fields there, 5 here"},
    { "fields.2",           "3",                            "field 3 is dob here"   },
    { "fields.2.kind",      NULL,                           "field 3 is dob here"   },
    { "fields.2.kind",      "\"surname\"",                  "field 3 is dob here"   },
    { "fields.2.kind",      "\"dob\\u0020\"",               "field 3 is dob here"   },
    { "fields.2.m",         NULL,                           "list of numbers"       },
    { "fields.2.m",         "[1, 0, 0, 0, 0, 0, 0]",        "list of numbers"       },
    { "fields.2.m",         "[1, 0, 0, 0, 0, 0.1]",         "sum to 1"              },
    { "fields.2.m",         "[1.1, 0, 0, 0, 0, -0.1]",      "number"                },
    { "fields.2.m.5",       "true",                         "number"                },
    { "fields.2.unseen",    NULL,                           "list of numbers"       },
    { "fields.2.unseen",    "[1, 1, 1, 1, 1, 1]",           "list of numbers"       },
    { "fields.2.unseen.0",  "-1",                           "number"                },
    { "fields.2.unseen.0",  "0",                            "number"                },
    { "relations",          NULL,                           "relations"             },
    { "relations",          "{}",                           "relations"             },
    { "relations.0",        "7",                            "relation"              },
    { "relations.0.fields", NULL,                           "relation"              },
    { "relations.0.fields", "[]",                           "relation"              },
    { "relations.0.fields", "[5]",                          "field"                 },
    { "relations.0.fields", "[-1]",                         "field"                 },
    { "relations.0.fields", "[1.5]",                        "field"                 },
    { "relations.0.fields", "[4294967296]",                 "field"                 },
    { "relations.0.fields", "[2, 2]",                       "ascend"                },
    { "relations.0.fields", "[3, 2]",                       "ascend"                },
    { "relations.0.rate",   NULL,                           "number"                },
    { "relations.0.rate",   "-1",                           "number"                },
    { "variants",           NULL,                           "variants"              },
    { "variants",           "{\"domain\": 0}",              "variants"              },
    { "variants.0",         "[]",                           "domain"                },
    { "variants.0.domain",  "9",                            "domain"                },
    { "variants.0.domain",  "0.0",                          "domain"                },
    { "variants.0.domain",  "1",                            "have none"             },
    { "variants.0.left",    NULL,                           "variant"               },
    { "variants.0.left",    "\"\"",                         "variant"               },
    { "variants.0.left",    "\"william\"",                  "ascending"             },
    { "variants.0.left",    "\"x\"",                        "ascending"             },
    { "variants.0.right",   "5",                            "variant"               },
};

/* Read what is not a usable model, and check what is said. */
static void check_refused(struct sl_str text, enum sl_status status, const char *said)
{
    struct desk desk;
    struct sl_error err = { .status = SL_OK };
    open_desk(&desk);
    SL_CHECK_STATUS(sl_model_parse(&desk.model, &desk.schema, text, &err), status);
    SL_CHECK_STATUS(err.status, status);
    if (strstr(err.message, said) == NULL && strstr(err.detail, said) == NULL) {
        fail_msg("\"%s\" is not in \"%s\", \"%s\"", said, err.message, err.detail);
    }
    assert_true(strlen(err.message) > 0 && strlen(err.hint) > 0);
    close_desk(&desk);
}

static void test_every_wrong_part_is_refused(void **state)
{
    struct desk desk;
    struct sl_buf json;
    (void)state;
    open_desk(&desk);
    add_variants(&desk.model);
    print(&desk, &json);
    for (size_t i = 0; i < sizeof(bad_models) / sizeof(bad_models[0]); i++) {
        json_t *root = json_loadb(json.ptr, json.len, 0, NULL);
        change(root, bad_models[i].path, bad_models[i].text);
        char *text = json_dumps(root, 0);
        assert_non_null(text);
        check_refused(sl_str_from(text), SL_INVALID, bad_models[i].said);
        free(text);
        json_decref(root);
    }
    sl_buf_finish(&json);
    close_desk(&desk);
}

static void test_a_later_version_is_not_supported(void **state)
{
    struct desk desk;
    struct sl_buf json;
    (void)state;
    open_desk(&desk);
    print(&desk, &json);
    json_t *root = json_loadb(json.ptr, json.len, 0, NULL);
    change(root, "version", "2");
    change(root, "fields", NULL); /* of which this version knows nothing */
    char *text = json_dumps(root, 0);
    assert_non_null(text);
    check_refused(sl_str_from(text), SL_UNSUPPORTED, "later version");
    free(text);
    json_decref(root);
    sl_buf_finish(&json);
    close_desk(&desk);
}

/* What differs in nothing that counts is still the model. */
static void test_harmless_differences_are_read(void **state)
{
    static const struct {
        const char *path, *text;
    } rows[] = {
        {"note",            "\"seen by nobody\""},
        { "fields.0.name",  "\"another name\""  },
        { "match_rate",     "1"                 }, /* a whole number is a number */
        { "relations",      "[]"                },
        { "calibration.7",  "1.0"               }, /* level from 7 to 8 */
        { "threshold_bits", "-0.0"              },
    };
    struct desk desk;
    struct sl_buf json;
    (void)state;
    open_desk(&desk);
    print(&desk, &json);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        json_t *root = json_loadb(json.ptr, json.len, 0, NULL);
        change(root, rows[i].path, rows[i].text);
        char *text = json_dumps(root, JSON_COMPACT);
        assert_non_null(text);
        parse(&desk, sl_str_from(text));
        free(text);
        json_decref(root);
    }
    sl_buf_finish(&json);
    close_desk(&desk);
}

static void test_text_that_is_no_json_is_refused(void **state)
{
    static const char *const texts[] = {
        "",
        "{",
        "null",
        "[]",
        "[1",
        "{\"format\": 1,}",
        "\xff",
        "{} {}",
        "sightline",
        "{\"a\": nan}",
        "1e999",
        "{\"a\": \"\\u0000\"}",
        "\"\"",
        "{'a': 1}",
        "{\"a\": 01}",
        "\xef\xbb\xbf{}",
        "{\"a\": 1, \"a\": 1}",
    };
    char deep[5000];
    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        check_refused(sl_str_from(texts[i]), SL_INVALID, "not");
    }
    check_refused((struct sl_str){ NULL, 0 }, SL_INVALID, "not JSON");
    check_refused(SL_STR("{}\0"), SL_INVALID, "not JSON");
    memset(deep, '[', sizeof(deep));
    check_refused((struct sl_str){ deep, sizeof(deep) }, SL_INVALID, "not JSON");
    struct sl_error err = { .status = SL_OK };
    struct desk desk;
    open_desk(&desk);
    SL_CHECK_STATUS(
        sl_model_parse(&desk.model, &desk.schema, SL_STR("{\n  \"a\" 1}"), &err), SL_INVALID
    );
    assert_non_null(strstr(err.detail, "line 2"));
    close_desk(&desk);
}

/* Any single byte changed, or the text cut anywhere: an answer, and what is read prints. */
static void test_damaged_text_never_harms(void **state)
{
    struct sl_random random;
    struct desk desk;
    struct sl_buf json;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    open_desk(&desk);
    add_variants(&desk.model);
    print(&desk, &json);
    for (unsigned round = 0; round < 2000; round++) {
        struct desk other;
        struct sl_buf again;
        const size_t at = (size_t)sl_random_below(&random, json.len);
        const char byte = json.ptr[at];
        const size_t len = round % 4 == 0 ? at : json.len;
        open_desk(&other);
        json.ptr[at] = "0189.-e\"[]{},:a\x80"[sl_random_below(&random, 16)];
        const enum sl_status status =
            sl_model_parse(&other.model, &other.schema, (struct sl_str){ json.ptr, len }, NULL);
        json.ptr[at] = byte;
        if (status == SL_OK) {
            print(&other, &again);
            sl_buf_finish(&again);
        }
        close_desk(&other);
    }
    sl_buf_finish(&json);
    close_desk(&desk);
}

static void test_a_model_for_other_columns_is_refused(void **state)
{
    static const enum sl_kind others[] = { SL_KIND_GIVEN_NAME, SL_KIND_DOB };
    struct desk desk;
    struct sl_buf json;
    struct sl_schema schema;
    struct sl_model model;
    struct sl_error err = { .status = SL_OK };
    (void)state;
    open_desk(&desk);
    print(&desk, &json);
    SL_CHECK_STATUS(sl_schema_init(&schema, others, NULL, 2, NULL), SL_OK);
    sl_model_init(&model, &schema);
    SL_CHECK_STATUS(sl_model_parse(&model, &schema, sl_buf_str(&json), &err), SL_INVALID);
    SL_CHECK_STR(sl_str_from(err.detail), "5 fields there, 2 here");
    assert_non_null(strstr(err.hint, "--fields"));
    sl_model_finish(&model);
    sl_schema_finish(&schema);
    sl_buf_finish(&json);
    close_desk(&desk);
}

static void test_a_column_name_must_be_utf8_to_be_saved(void **state)
{
    static const char *const wrong = "pr\xe9nom";
    struct sl_schema schema;
    struct sl_model model;
    struct sl_buf out;
    struct sl_error err = { .status = SL_OK };
    (void)state;
    SL_CHECK_STATUS(sl_schema_init(&schema, kinds, &wrong, 1, NULL), SL_OK);
    sl_model_init(&model, &schema);
    sl_buf_init(&out, JSON_LIMIT_BYTES);
    SL_CHECK_STATUS(sl_model_print(&model, &schema, &out, &err), SL_INVALID);
    SL_CHECK_STATUS(err.status, SL_INVALID);
    sl_buf_finish(&out);
    sl_model_finish(&model);
    sl_schema_finish(&schema);
}

static void test_printing_keeps_to_the_limit(void **state)
{
    struct desk desk;
    struct sl_buf out;
    (void)state;
    open_desk(&desk);
    sl_buf_init(&out, 100);
    SL_CHECK_STATUS(sl_model_print(&desk.model, &desk.schema, &out, NULL), SL_LIMIT);
    sl_buf_finish(&out);
    close_desk(&desk);
}

static enum sl_status print_afresh(void *context)
{
    const struct desk *desk = context;
    struct sl_buf out SL_CLEANUP(sl_buf_finish) = { 0 };
    sl_buf_init(&out, JSON_LIMIT_BYTES);
    return sl_model_print(&desk->model, &desk->schema, &out, NULL);
}

/* A desk and its model as text. */
struct text_desk {
    const struct desk *desk;
    struct sl_str json;
};

static enum sl_status parse_afresh(void *context)
{
    const struct text_desk *text = context;
    struct sl_model model SL_CLEANUP(sl_model_finish) = { 0 };
    sl_model_init(&model, &text->desk->schema);
    SL_TRY(sl_model_parse(&model, &text->desk->schema, text->json, NULL));
    check_same(&text->desk->model, &model);
    return SL_OK;
}

static void *take(size_t bytes)
{
    return sl_alloc(bytes, 1);
}

static void test_survives_failing_allocations(void **state)
{
    struct desk desk;
    struct sl_buf json;
    (void)state;
    open_desk(&desk);
    add_variants(&desk.model);
    print(&desk, &json);
    struct text_desk text = { &desk, sl_buf_str(&json) };
    assert_true(sl_test_failing_allocations(print_afresh, &desk) > 0);
    assert_true(sl_test_failing_allocations(parse_afresh, &text) > 1);
    /* Printing, jansson takes its memory where ours is taken, so that its allocations fail, too;
     * its parser stops the program when it lacks memory in the middle of a text. */
    json_set_alloc_funcs(take, sl_free);
    const uint64_t count = sl_test_failing_allocations(print_afresh, &desk);
    json_set_alloc_funcs(malloc, free);
    assert_true(count > 100);
    sl_buf_finish(&json);
    close_desk(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_printed_is_read_bit_for_bit),
        cmocka_unit_test(test_reading_replaces_all_that_was_learned),
        cmocka_unit_test(test_the_outline_is_as_documented),
        cmocka_unit_test(test_every_wrong_part_is_refused),
        cmocka_unit_test(test_a_later_version_is_not_supported),
        cmocka_unit_test(test_harmless_differences_are_read),
        cmocka_unit_test(test_text_that_is_no_json_is_refused),
        cmocka_unit_test(test_damaged_text_never_harms),
        cmocka_unit_test(test_a_model_for_other_columns_is_refused),
        cmocka_unit_test(test_a_column_name_must_be_utf8_to_be_saved),
        cmocka_unit_test(test_printing_keeps_to_the_limit),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("link/model_json", tests, NULL, NULL);
}
