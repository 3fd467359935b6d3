/* SPDX-License-Identifier: Apache-2.0 */
/* Columns: Guide to the SSDA903 collection, 1 April 2024 to 31 March 2025, and its CSV headings. */
#include "intake/ssda903.h"

/* clang-format off */
#define NAME(literal) { .ptr = "" literal, .len = sizeof(literal) - 1 }
#define CHILD { .name = NAME("CHILD"), .use = SL_COLUMN_ID }
#define DOB { .name = NAME("DOB"), .use = SL_COLUMN_DAY }
#define UNUSED(title) { .name = NAME(title), .use = SL_COLUMN_UNUSED }
#define KEY_START(title) { .name = NAME(title), .use = SL_COLUMN_START, .in_key = true }
#define START(title, which) { .name = NAME(title), .use = SL_COLUMN_START, .entity = (which) }
#define END(title, which) { .name = NAME(title), .use = SL_COLUMN_END, .entity = (which) }
#define TEXT(title, what, which) \
    { .name = NAME(title), .use = SL_COLUMN_TEXT, .attribute = (what), .entity = (which) }
#define CODE(title, what, codes, which) \
    { .name = NAME(title), .use = SL_COLUMN_CODE, .attribute = (what), .list = (codes), \
      .entity = (which) }
#define IF(title, which) { .name = NAME(title), .use = SL_COLUMN_IF, .entity = (which) }
#define EVENT(ending, what) { .suffix = NAME(ending), .class = SL_EVENT, .kind = (what) }
#define KIND(title, columns_of, entities_of) \
    { .name = NAME(title), .columns = (columns_of), \
      .column_count = sizeof(columns_of) / sizeof((columns_of)[0]), .entities = (entities_of), \
      .entity_count = sizeof(entities_of) / sizeof((entities_of)[0]) }

static const struct sl_column header_columns[] = {
    { .name = NAME("CHILD"), .use = SL_COLUMN_NUMBER, .attribute = SL_ATTRIBUTE_LA_CHILD_ID },
    TEXT("SEX", SL_ATTRIBUTE_SEX, 0),
    { .name = NAME("DOB"), .use = SL_COLUMN_DATE, .attribute = SL_ATTRIBUTE_BIRTH_DATE },
    CODE("ETHNIC", SL_ATTRIBUTE_ETHNICITY, SL_CODES_ETHNICITY, 0),
    TEXT("UPN", SL_ATTRIBUTE_UPN, 0), IF("MOTHER", 1),
    { .name = NAME("MC_DOB"), .use = SL_COLUMN_DATE, .attribute = SL_ATTRIBUTE_BIRTH_DATE,
      .entity = 1 },
};
static const struct sl_row_entity header_entities[] = {
    { .class = SL_PERSON }, { .suffix = NAME("/child"), .class = SL_PERSON, .is_mother = true },
};

static const struct sl_column episode_columns[] = {
    CHILD, KEY_START("DECOM"), CODE("RNE", SL_ATTRIBUTE_CODE, SL_CODES_NEW_EPISODE, 0),
    CODE("LS", SL_ATTRIBUTE_CODE, SL_CODES_LEGAL_STATUS, 1),
    CODE("CIN", SL_ATTRIBUTE_NEED, SL_CODES_NEED, 0),
    CODE("PLACE", SL_ATTRIBUTE_CATEGORY, SL_CODES_PLACEMENT, 0),
    CODE("PLACE_PROVIDER", SL_ATTRIBUTE_PROVIDER, SL_CODES_PROVIDER, 0), END("DEC", 0),
    CODE("REC", SL_ATTRIBUTE_OUTCOME, SL_CODES_EPISODE_CEASED, 0),
    CODE("REASON_PLACE_CHANGE", SL_ATTRIBUTE_REASON, SL_CODES_PLACE_CHANGE, 0),
    UNUSED("HOME_POST"), TEXT("PL_POST", SL_ATTRIBUTE_POSTCODE, 0),
    TEXT("URN", SL_ATTRIBUTE_OTHER_ID, 0),
};
static const struct sl_row_entity episode_entities[] = {
    EVENT("", SL_EVENT_PLACEMENT), EVENT("/legal_status", SL_EVENT_LEGAL_STATUS),
};

static const struct sl_column review_columns[] = {
    CHILD, DOB, KEY_START("REVIEW"), CODE("REVIEW_CODE", SL_ATTRIBUTE_OUTCOME, SL_CODES_REVIEW, 0),
};
static const struct sl_row_entity review_entities[] = { EVENT("", SL_EVENT_CARE_REVIEW) };

static const struct sl_column missing_columns[] = {
    CHILD, DOB, CODE("MISSING", SL_ATTRIBUTE_CODE, SL_CODES_MISSING, 0), KEY_START("MIS_START"),
    END("MIS_END", 0),
};
static const struct sl_row_entity missing_entities[] = { EVENT("", SL_EVENT_MISSING) };

static const struct sl_column oc2_columns[] = {
    CHILD, DOB, TEXT("SDQ_SCORE", SL_ATTRIBUTE_SCORE, 0),
    CODE("SDQ_REASON", SL_ATTRIBUTE_REASON, SL_CODES_SDQ_REASON, 0), IF("CONVICTED", 1),
    UNUSED("HEALTH_CHECK"), UNUSED("IMMUNISATIONS"), UNUSED("TEETH_CHECK"),
    IF("HEALTH_ASSESSMENT", 2), IF("SUBSTANCE_MISUSE", 3),
    TEXT("INTERVENTION_RECEIVED", SL_ATTRIBUTE_ACCEPTED, 3),
    TEXT("INTERVENTION_OFFERED", SL_ATTRIBUTE_OFFERED, 3),
};
static const struct sl_row_entity oc2_entities[] = {
    EVENT("", SL_EVENT_WELLBEING_SCORE), EVENT("/conviction", SL_EVENT_CONVICTION),
    EVENT("/health_check", SL_EVENT_HEALTH_CHECK),
    EVENT("/substance_misuse", SL_EVENT_OBSERVATION),
};

static const struct sl_column oc3_columns[] = {
    CHILD, DOB, TEXT("IN_TOUCH", SL_ATTRIBUTE_OUTCOME, 0), TEXT("ACTIV", SL_ATTRIBUTE_STATUS, 0),
    TEXT("ACCOM", SL_ATTRIBUTE_CODE, 0),
};
static const struct sl_row_entity oc3_entities[] = { EVENT("", SL_EVENT_CARE_LEAVER) };

static const struct sl_column uasc_columns[] = {
    CHILD, UNUSED("SEX"), DOB, END("DUC", 0),
};
static const struct sl_row_entity uasc_entities[] = { EVENT("", SL_EVENT_ASYLUM_SEEKING) };

static const struct sl_column ad1_columns[] = {
    CHILD, DOB, KEY_START("DATE_INT"), START("DATE_MATCH", 1), UNUSED("FOSTER_CARE"),
    TEXT("NB_ADOPTR", SL_ATTRIBUTE_COUNT, 1), UNUSED("SEX_ADOPTR"), UNUSED("LS_ADOPTR"),
};
static const struct sl_row_entity ad1_entities[] = {
    EVENT("", SL_EVENT_DECISION), EVENT("/match", SL_EVENT_ADOPTION),
};

static const struct sl_column permanence_columns[] = {
    CHILD, DOB, TEXT("PREV_PERM", SL_ATTRIBUTE_CODE, 0), TEXT("LA_PERM", SL_ATTRIBUTE_DISTRICT, 0),
    START("DATE_PERM", 0),
};
static const struct sl_row_entity permanence_entities[] = { EVENT("", SL_EVENT_PERMANENCE) };

static const struct sl_column placed_columns[] = {
    CHILD, DOB, KEY_START("DATE_PLACED"), END("DATE_PLACED_CEASED", 0),
    CODE("REASON_PLACED_CEASED", SL_ATTRIBUTE_REASON, SL_CODES_ADOPTION_CEASED, 0),
};
static const struct sl_row_entity placed_entities[] = { EVENT("", SL_EVENT_ADOPTION) };

/* The key of a child's own row is that by which the others name the child. */
static const struct sl_file_kind kinds[] = {
    KIND("child", header_columns, header_entities),
    KIND("episodes", episode_columns, episode_entities),
    KIND("reviews", review_columns, review_entities),
    KIND("missing", missing_columns, missing_entities),
    KIND("oc2", oc2_columns, oc2_entities),
    KIND("oc3", oc3_columns, oc3_entities),
    KIND("uasc", uasc_columns, uasc_entities),
    KIND("ad1", ad1_columns, ad1_entities),
    KIND("previous_permanence", permanence_columns, permanence_entities),
    KIND("placed_for_adoption", placed_columns, placed_entities),
};
/* clang-format on */

/* Does the file have these columns, each once, and no other? */
static bool has_columns(const struct sl_row *header, const struct sl_file_kind *kind)
{
    uint64_t met = 0;
    for (size_t i = 0; i < header->count; i++) {
        const struct sl_column *column = sl_file_kind_find(kind, sl_str_trim(header->fields[i]));
        const uint64_t bit = column == NULL ? 0 : UINT64_C(1) << (column - kind->columns);
        if (bit == 0 || (met & bit) != 0) {
            return false;
        }
        met |= bit;
    }
    return header->count == kind->column_count;
}

static const struct sl_file_kind *find_kind(const struct sl_row *header)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (has_columns(header, &kinds[i])) {
            return &kinds[i];
        }
    }
    return NULL;
}

/* Both lines of a reading, taken apart. */
static enum sl_status parse_both(
    struct sl_reading *reading, struct sl_row *header, struct sl_row *row, struct sl_error *err
)
{
    SL_TRY(sl_row_parse(reading->layout, reading->facts->arena, header, &reading->column, err));
    return sl_row_parse(reading->body, reading->facts->arena, row, &reading->column, err);
}

/* Away from a placement without leave is another kind of event than missing. */
static void settle_missing(struct sl_facts *facts)
{
    for (size_t i = 0; i < facts->entity_count; i++) {
        struct sl_entity *entity = &facts->entities[i];
        const struct sl_fact_value *code = sl_facts_find(facts, entity, SL_ATTRIBUTE_CODE);
        if (entity->class == SL_EVENT && entity->kind == SL_EVENT_MISSING && code != NULL &&
            sl_str_equal(code->text, SL_STR("A"))) {
            entity->kind = SL_EVENT_ABSENT;
        }
    }
}

/* A legal status holds as long as the episode that says it, which stands in front of it. */
static void settle_episode(struct sl_facts *facts)
{
    for (size_t i = 1; i < facts->entity_count; i++) {
        struct sl_entity *entity = &facts->entities[i];
        if (entity->class == SL_EVENT && entity->kind == SL_EVENT_LEGAL_STATUS) {
            entity->start = facts->entities[i - 1].start;
            entity->end = facts->entities[i - 1].end;
        }
    }
}

const struct sl_file_kind *sl_ssda903_kind(struct sl_str name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (sl_str_equal(kinds[i].name, name)) {
            return &kinds[i];
        }
    }
    return NULL;
}

void sl_ssda903_settle(struct sl_facts *facts)
{
    settle_missing(facts);
    settle_episode(facts);
}

static enum sl_status read_row(struct sl_reading *reading, struct sl_error *err)
{
    struct sl_row header;
    struct sl_row row;
    SL_TRY(parse_both(reading, &header, &row, err));
    const struct sl_file_kind *kind = find_kind(&header);
    if (kind == NULL) {
        return sl_fail(err, SL_INVALID, "the column names are not those of a file of SSDA903");
    }
    if (row.count != header.count) {
        return sl_fail(
            err, SL_INVALID, "the row has %zu fields, the header %zu", row.count, header.count
        );
    }
    SL_TRY(sl_table_read(kind, &header, &row, reading, err));
    sl_ssda903_settle(reading->facts);
    return SL_OK;
}

static enum sl_status open_file(struct sl_splitter *splitter, struct sl_error *err)
{
    struct sl_table_state *state = splitter->state;
    struct sl_row header;
    size_t column = 0;
    SL_TRY(sl_table_open(splitter, err));
    SL_TRY(sl_row_parse(sl_buf_str(&state->header), &splitter->arena, &header, &column, err));
    if (find_kind(&header) == NULL) {
        (void)sl_fail(err, SL_INVALID, "'%s' is not a file of ssda903-csv", splitter->stream.path);
        sl_fail_detail(err, "its column names are not those of one of the ten files");
        return SL_INVALID;
    }
    return SL_OK;
}

const struct sl_format sl_format_ssda903_csv = {
    .name = NAME("ssda903-csv"),
    .title = NAME("looked-after children, the files of the SSDA903 return"),
    .state_bytes = sizeof(struct sl_table_state),
    .open = open_file,
    .next = sl_table_next,
    .close = sl_table_close,
    .read = read_row,
};
