/* SPDX-License-Identifier: Apache-2.0 */
/* Source: HL7 FHIR R4 (4.0.1): Resource, Bundle, and newline-delimited JSON of its bulk data. */
#include "intake/fhir_event.h"
#include "intake/fhir_person.h"
#include "intake/fhir_value.h"
#include "intake/json_cut.h"
#include "intake/json_line.h"
#include "intake/json_read.h"
#include "intake/key.h"
#include "record/nhs_number.h"

#define TEXT(literal)                                 \
    {                                                 \
        .ptr = "" literal, .len = sizeof(literal) - 1 \
    }

static enum sl_status fail_member(
    struct sl_reading *reading, struct sl_str field, const char *words, struct sl_error *err
)
{
    reading->field = field;
    return sl_fail(err, SL_INVALID, "%s", words);
}

/* "Type/id", which references name it by. */
static enum sl_status name_resource(
    struct sl_reading *reading,
    const struct sl_json_node *root,
    struct sl_str type,
    struct sl_error *err
)
{
    const struct sl_str parts[2] = { type, sl_json_member_text(root, SL_STR("id")) };
    if (parts[1].len == 0) {
        return fail_member(reading, SL_STR("id"), "the member is missing", err);
    }
    if (reading->key.len == 0) {
        SL_TRY(sl_fhir_join(reading, parts, 2, SL_STR("/"), &reading->key, err));
    }
    reading->field = SL_STR("id");
    SL_TRY(sl_key_check(reading->key, err));
    reading->field = SL_STR("");
    return SL_OK;
}

/* Has the agency said that it should never have been written? */
static bool is_in_error(const struct sl_json_node *root)
{
    const struct sl_json_node *verified = sl_json_find(root, SL_STR("verificationStatus"));
    const struct sl_str words = SL_STR("entered-in-error");
    return sl_str_equal(sl_json_member_text(root, SL_STR("status")), words) ||
           sl_str_equal(sl_fhir_code(verified), words);
}

/* A place to which encounters and appointments refer. */
static enum sl_status
read_location(struct sl_reading *reading, const struct sl_json_node *root, struct sl_error *err)
{
    const struct sl_entity place = { .class = SL_LOCATION,
                                     .kind = SL_LOCATION_PLACE,
                                     .key = reading->key };
    const struct sl_json_node *address = sl_json_find(root, SL_STR("address"));
    const struct sl_json_node *lines = sl_json_find(address, SL_STR("line"));
    struct sl_str parts[2];
    struct sl_str whole;
    SL_TRY(sl_facts_entity(reading->facts, place, err));
    const struct sl_str name = sl_json_member_text(root, SL_STR("name"));
    const struct sl_str postcode = sl_json_member_text(address, SL_STR("postalCode"));
    SL_TRY(sl_fhir_add(reading, SL_ATTRIBUTE_PLACE_NAME, name, err));
    SL_TRY(sl_fhir_join_list(reading, lines, SL_STR(", "), &parts[0], err));
    parts[1] = sl_json_member_text(address, SL_STR("city"));
    SL_TRY(sl_fhir_join(reading, parts, 2, SL_STR(", "), &whole, err));
    SL_TRY(sl_fhir_add(reading, SL_ATTRIBUTE_ADDRESS, whole, err));
    return sl_fhir_add(reading, SL_ATTRIBUTE_POSTCODE, postcode, err);
}

static enum sl_status read_resource(struct sl_reading *reading, struct sl_error *err)
{
    struct sl_json_node *root = NULL;
    SL_TRY(sl_json_tree_read(reading, &root, err));
    const struct sl_str type = sl_json_member_text(root, SL_STR("resourceType"));
    if (type.len == 0) {
        return fail_member(reading, SL_STR("resourceType"), "the member is missing", err);
    }
    if (sl_str_equal(type, SL_STR("Bundle"))) {
        const char *words = "a Bundle stands where one resource is wanted";
        return fail_member(reading, SL_STR("resourceType"), words, err);
    }
    const struct sl_json_node *meta = sl_json_find(root, SL_STR("meta"));
    const struct sl_json_node *changed = sl_json_find(meta, SL_STR("lastUpdated"));
    SL_TRY(name_resource(reading, root, type, err));
    SL_TRY(sl_json_moment_of(reading, changed, &reading->changed, err));
    reading->withdrawn = is_in_error(root);
    if (reading->withdrawn) {
        return SL_OK;
    }
    if (sl_str_equal(type, SL_STR("Patient"))) {
        return sl_fhir_patient(reading, root, err);
    }
    if (sl_str_equal(type, SL_STR("RelatedPerson"))) {
        return sl_fhir_related_person(reading, root, err);
    }
    if (sl_str_equal(type, SL_STR("Location"))) {
        return read_location(reading, root, err);
    }
    return sl_fhir_is_event(type) ? sl_fhir_event(reading, type, root, err) : SL_OK;
}

/* How the file is written. */
struct state {
    bool is_lines;
    struct sl_json_cut cut;
};

/* The first line of the window that is not blank, and where it ends; false when it goes on. */
static bool first_line(struct sl_str window, struct sl_str *ret_line, size_t *ret_end)
{
    size_t first = 0;
    while (first < window.len && sl_str_find(SL_STR(" \t\r\n"), sl_str_part(window, first, 1)) < 4
    ) {
        first++;
    }
    const size_t len = sl_str_find(sl_str_part(window, first, window.len), SL_STR("\n"));
    *ret_line = sl_str_trim(sl_str_part(window, first, len));
    *ret_end = first + len;
    return *ret_end < window.len;
}

/*
 * A line for each resource? Then one that is broken costs only its line. So it is when the first
 * line is a whole object, or the second begins one; but not when it is a Bundle.
 */
static bool is_lines(struct sl_str window, struct sl_str line, size_t end)
{
    const bool is_bundle = sl_str_find(line, SL_STR("\"Bundle\"")) < line.len;
    const bool is_whole = line.len > 1 && sl_str_ends(line, SL_STR("}"));
    const bool is_begun = sl_str_starts(sl_str_part(window, end + 1, 1), SL_STR("{"));
    return sl_str_starts(line, SL_STR("{")) && !is_bundle && (is_whole || is_begun);
}

static enum sl_status open_file(struct sl_splitter *splitter, struct sl_error *err)
{
    struct state *state = splitter->state;
    struct sl_str line;
    size_t end = 0;
    while (!first_line(sl_stream_window(&splitter->stream), &line, &end) && !splitter->stream.at_end
    ) {
        const enum sl_status status = sl_stream_more(&splitter->stream, err);
        if (status == SL_LIMIT) {
            break;
        }
        SL_TRY(status);
    }
    if (line.len > 0 && line.ptr[0] != '{' && line.ptr[0] != '[') {
        (void)sl_fail(err, SL_INVALID, "'%s' is not a file of fhir-r4", splitter->stream.path);
        sl_fail_detail(err, "it does not begin with { or [");
        sl_fail_hint(err, "Give a Bundle as JSON, or one resource a line.");
        return SL_INVALID;
    }
    state->is_lines = is_lines(sl_stream_window(&splitter->stream), line, end);
    state->cut.has_bundles = true;
    return SL_OK;
}

static enum sl_status
next_resource(struct sl_splitter *splitter, struct sl_split *ret_split, struct sl_error *err)
{
    struct state *state = splitter->state;
    return state->is_lines ? sl_json_line_next(splitter, ret_split, err)
                           : sl_json_cut_split(&state->cut, splitter, ret_split, err);
}

/* Rules of data quality: what NHS records themselves show to be wrong, and what is not read. */

static bool is_valid_number(struct sl_str text)
{
    char digits[10];
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == ' ' || text.ptr[i] == '-') {
            continue;
        }
        if (count == sizeof digits) {
            return false;
        }
        digits[count++] = text.ptr[i];
    }
    return sl_nhs_number_valid((struct sl_str){ .ptr = digits, .len = count });
}

static enum sl_status check_number(const struct sl_rule_context *context, struct sl_error *err)
{
    const struct sl_facts *facts = context->facts;
    for (size_t i = 0; i < facts->entity_count; i++) {
        const struct sl_entity *entity = &facts->entities[i];
        for (size_t j = 0; j < entity->value_count; j++) {
            const struct sl_fact_value *value = &facts->values[entity->first_value + j];
            if (value->attribute == SL_ATTRIBUTE_NHS_NUMBER && value->known == SL_KNOWN &&
                !is_valid_number(value->text)) {
                SL_TRY(sl_rule_found(context, entity->key, err));
            }
        }
    }
    return SL_OK;
}

static enum sl_status check_subject(const struct sl_rule_context *context, struct sl_error *err)
{
    const struct sl_facts *facts = context->facts;
    const bool is_event = facts->entity_count > 0 && facts->entities[0].class == SL_EVENT;
    bool has_subject = false;
    for (size_t i = 0; i < facts->link_count; i++) {
        has_subject = has_subject || facts->links[i].role == SL_ROLE_SUBJECT;
    }
    return is_event && !has_subject ? sl_rule_found(context, facts->entities[0].key, err) : SL_OK;
}

static enum sl_status check_read(const struct sl_rule_context *context, struct sl_error *err)
{
    return context->facts->entity_count == 0 ? sl_rule_found(context, SL_STR(""), err) : SL_OK;
}

static const struct sl_rule rules[] = {
    {TEXT("fhir-nhs-number"), TEXT("the check digit of an NHS number is wrong"),    check_number },
    { TEXT("fhir-subject"),   TEXT("an event has no patient"),                      check_subject},
    { TEXT("fhir-no-facts"),  TEXT("no facts are read from this type of resource"), check_read   },
};

const struct sl_format sl_format_fhir = {
    .name = TEXT("fhir-r4"),
    .title = TEXT("NHS records in FHIR R4, a Bundle or a resource a line"),
    .state_bytes = sizeof(struct state),
    .open = open_file,
    .next = next_resource,
    .read = read_resource,
    .rules = rules,
    .rule_count = sizeof rules / sizeof rules[0],
};
