/* SPDX-License-Identifier: Apache-2.0 */
#include "record/node.h"

#include "base/hash.h"
#include "record/address.h"
#include "record/category.h"
#include "record/email.h"
#include "record/handle.h"
#include "record/identifier.h"
#include "record/phone.h"
#include "record/pnc_id.h"
#include "record/postcode.h"
#include "record/vehicle_mark.h"

/* Part of what stored ids mean: never changed. */
#define NODE_SEED   UINT64_C(0x6e6f6465)
#define UNUSED_BITS 2

#define TERM(enumerator, name_text, words_text)                           \
    {                                                                     \
        .name = {.ptr = "" name_text,   .len = sizeof(name_text) - 1 },    \
        .words = { .ptr = "" words_text, .len = sizeof(words_text) - 1}, \
},

const struct sl_term *sl_node_kind_terms(void)
{
    static const struct sl_term terms[] = { SL_NODE_KIND_TABLE(TERM) };
    return terms;
}

int64_t sl_node_id(enum sl_node_kind kind, struct sl_str form)
{
    /* By name, as enumerators may move. */
    const uint64_t seed = sl_hash_str(sl_node_kind_terms()[kind].name, NODE_SEED);
    const uint64_t hash = sl_hash_str(form, seed) >> UNUSED_BITS;

    return hash == 0 ? 1 : (int64_t)hash;
}

static bool has_digit(struct sl_str word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] >= '0' && word.ptr[i] <= '9') {
            return true;
        }
    }
    return false;
}

/* The words of a normal address that hold a digit, but for those that repeat the postcode. */
static void add_numbers(struct sl_str address, struct sl_str postcode, struct sl_buf *out)
{
    struct sl_str rest = address;
    struct sl_str word;

    while (sl_str_split(&rest, ' ', &word)) {
        if (has_digit(word) && !sl_str_starts(postcode, word) && !sl_str_ends(postcode, word)) {
            sl_buf_add_byte(out, ' ');
            sl_buf_add(out, word);
        }
    }
}

void sl_node_address(
    struct sl_fold *fold,
    struct sl_str address,
    struct sl_str postcode,
    struct sl_buf *scratch,
    struct sl_buf *out
)
{
    sl_buf_clear(scratch);
    sl_address_normal(fold, address, scratch);
    const size_t words_len = scratch->len;
    if (words_len == 0) {
        return;
    }
    sl_postcode_normal(fold, postcode, scratch);
    const struct sl_str both = sl_buf_str(scratch);
    const struct sl_str words = sl_str_part(both, 0, words_len);
    const struct sl_str code = sl_str_part(both, words_len, both.len - words_len);
    sl_buf_add(out, code);
    const size_t before = out->len;
    if (code.len > 0) {
        add_numbers(words, code, out);
    }
    if (out->len == before) {
        sl_buf_add_byte(out, ' ');
        sl_buf_add(out, words);
    }
}

/* An entity whose nodes are told of. */
struct finding {
    const struct sl_node_finder *finder;
    const struct sl_facts *facts;
    const struct sl_entity *entity;
};

/* Tell of what stands in finder->form, unless it is nothing. */
static enum sl_status
tell(const struct sl_node_finder *finder, enum sl_node_kind kind, struct sl_error *err)
{
    SL_TRY(sl_buf_status(finder->scratch, err));
    SL_TRY(sl_buf_status(finder->form, err));
    return finder->form->len == 0
               ? SL_OK
               : finder->told(finder->context, kind, sl_buf_str(finder->form), err);
}

static struct sl_str known_text(const struct finding *finding, enum sl_attribute attribute)
{
    const struct sl_fact_value *value = sl_facts_find(finding->facts, finding->entity, attribute);

    return value != NULL && value->known == SL_KNOWN ? value->text : SL_STR("");
}

static enum sl_status tell_of(
    const struct finding *finding,
    enum sl_node_kind kind,
    sl_normal_fn *normal,
    struct sl_str text,
    struct sl_error *err
)
{
    sl_buf_clear(finding->finder->form);
    normal(finding->finder->fold, text, finding->finder->form);
    return tell(finding->finder, kind, err);
}

/* How many of the values before `end` are of an attribute? */
static size_t
count_before(const struct sl_fact_value *values, size_t end, enum sl_attribute attribute)
{
    size_t count = 0;

    for (size_t i = 0; i < end; i++) {
        count += values[i].attribute == attribute ? 1 : 0;
    }
    return count;
}

/* The postcode that has so many before it; blank when it is not known. */
static struct sl_str
postcode_at(const struct sl_facts *facts, const struct sl_entity *entity, size_t before)
{
    const struct sl_fact_value *values = &facts->values[entity->first_value];

    for (size_t i = 0; i < entity->value_count; i++) {
        if (values[i].attribute == SL_ATTRIBUTE_POSTCODE && before-- == 0) {
            return values[i].known == SL_KNOWN ? values[i].text : SL_STR("");
        }
    }
    return SL_STR("");
}

/* The first known postcode from a place on, and before another address. */
static struct sl_str
postcode_from(const struct sl_facts *facts, const struct sl_entity *entity, size_t first)
{
    const struct sl_fact_value *values = &facts->values[entity->first_value];

    for (size_t i = first; i < entity->value_count; i++) {
        if (values[i].attribute == SL_ATTRIBUTE_ADDRESS) {
            break;
        }
        if (values[i].attribute == SL_ATTRIBUTE_POSTCODE && values[i].known == SL_KNOWN) {
            return values[i].text;
        }
    }
    return SL_STR("");
}

struct sl_str
sl_node_postcode(const struct sl_facts *facts, const struct sl_entity *entity, size_t address)
{
    const struct sl_fact_value *values = &facts->values[entity->first_value];
    const size_t count = entity->value_count;
    const size_t addresses = count_before(values, count, SL_ATTRIBUTE_ADDRESS);

    if (addresses == count_before(values, count, SL_ATTRIBUTE_POSTCODE)) {
        return postcode_at(facts, entity, count_before(values, address, SL_ATTRIBUTE_ADDRESS));
    }
    const struct sl_str behind = postcode_from(facts, entity, address + 1);
    return behind.len > 0 || addresses > 1 ? behind : postcode_from(facts, entity, 0);
}

static enum sl_status
tell_address(const struct finding *finding, size_t index, struct sl_error *err)
{
    const struct sl_node_finder *finder = finding->finder;
    const struct sl_fact_value *value =
        &finding->facts->values[finding->entity->first_value + index];

    sl_buf_clear(finder->form);
    const struct sl_str postcode = sl_node_postcode(finding->facts, finding->entity, index);
    sl_node_address(finder->fold, value->text, postcode, finder->scratch, finder->form);
    return tell(finder, SL_NODE_ADDRESS, err);
}

/* Addresses, of persons and of locations. */
static enum sl_status tell_addresses(const struct finding *finding, struct sl_error *err)
{
    for (size_t i = 0; i < finding->entity->value_count; i++) {
        const struct sl_fact_value *value =
            &finding->facts->values[finding->entity->first_value + i];
        if (value->attribute == SL_ATTRIBUTE_ADDRESS && value->known == SL_KNOWN) {
            SL_TRY(tell_address(finding, i, err));
        }
    }
    return SL_OK;
}

/* How a value that is a person's own thing becomes a node. */
static const struct person_rule {
    enum sl_attribute attribute;
    enum sl_node_kind kind;
    sl_normal_fn *normal;
} person_rules[] = {
    {SL_ATTRIBUTE_PHONE,       SL_NODE_PHONE,  sl_phone_normal },
    { SL_ATTRIBUTE_EMAIL,      SL_NODE_EMAIL,  sl_email_normal },
    { SL_ATTRIBUTE_PNC_ID,     SL_NODE_NUMBER, sl_pnc_id_normal},
    { SL_ATTRIBUTE_OTHER_ID,   SL_NODE_NUMBER, sl_pnc_id_normal},
    { SL_ATTRIBUTE_FORMER_UPN, SL_NODE_NUMBER, sl_pnc_id_normal},
};
#define PERSON_RULE_COUNT (sizeof person_rules / sizeof person_rules[0])

static enum sl_status tell_person(const struct finding *finding, struct sl_error *err)
{
    for (size_t i = 0; i < finding->entity->value_count; i++) {
        const struct sl_fact_value *value =
            &finding->facts->values[finding->entity->first_value + i];
        if (value->known != SL_KNOWN) {
            continue;
        }
        for (size_t k = 0; k < PERSON_RULE_COUNT; k++) {
            const struct person_rule *rule = &person_rules[k];
            if (value->attribute == rule->attribute) {
                SL_TRY(tell_of(finding, rule->kind, rule->normal, value->text, err));
            }
        }
    }
    return tell_addresses(finding, err);
}

static enum sl_status tell_account(const struct finding *finding, struct sl_error *err)
{
    const struct sl_node_finder *finder = finding->finder;

    sl_buf_clear(finder->form);
    sl_account_normal(
        finder->fold,
        known_text(finding, SL_ATTRIBUTE_PLATFORM),
        known_text(finding, SL_ATTRIBUTE_HANDLE),
        finder->form
    );
    return tell(finder, SL_NODE_ACCOUNT, err);
}

static enum sl_status tell_object(const struct finding *finding, struct sl_error *err)
{
    switch ((enum sl_object_kind)finding->entity->kind) {
    case SL_OBJECT_PHONE:
        return tell_of(
            finding, SL_NODE_PHONE, sl_phone_normal, known_text(finding, SL_ATTRIBUTE_PHONE), err
        );
    case SL_OBJECT_VEHICLE:
        return tell_of(
            finding,
            SL_NODE_VEHICLE,
            sl_vehicle_mark_normal,
            known_text(finding, SL_ATTRIBUTE_REGISTRATION),
            err
        );
    case SL_OBJECT_ACCOUNT:
        return tell_account(finding, err);
    case SL_OBJECT_DEVICE:
        return tell_of(
            finding,
            SL_NODE_DEVICE,
            sl_identifier_normal,
            known_text(finding, SL_ATTRIBUTE_DEVICE_ID),
            err
        );
    case SL_OBJECT_OTHER:
    case SL_OBJECT_KIND_COUNT:
        break;
    }
    return SL_OK;
}

/* A place's name says which it is only where no address does. */
static enum sl_status tell_location(const struct finding *finding, struct sl_error *err)
{
    if (known_text(finding, SL_ATTRIBUTE_ADDRESS).len > 0) {
        return tell_addresses(finding, err);
    }
    return tell_of(
        finding,
        SL_NODE_PLACE,
        sl_category_normal,
        known_text(finding, SL_ATTRIBUTE_PLACE_NAME),
        err
    );
}

enum sl_status sl_nodes_tell(
    const struct sl_node_finder *finder,
    const struct sl_facts *facts,
    const struct sl_entity *entity,
    struct sl_error *err
)
{
    const struct finding finding = { .finder = finder, .facts = facts, .entity = entity };

    switch (entity->class) {
    case SL_PERSON:
        return tell_person(&finding, err);
    case SL_OBJECT:
        return tell_object(&finding, err);
    case SL_LOCATION:
        return tell_location(&finding, err);
    case SL_EVENT:
    case SL_ENTITY_CLASS_COUNT:
        break;
    }
    return SL_OK;
}
