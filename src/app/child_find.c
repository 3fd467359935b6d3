/* SPDX-License-Identifier: Apache-2.0 */
#include "app/child_find.h"

#include "app/identity_find.h"
#include "app/mention_sight.h"
#include "record/nhs_number.h"
#include "search/search_key.h"
#include "store/membership.h"
#include "store/search_key.h"
#include "store/source.h"

#define NHS_DIGITS 10u
#define NUMBER     SL_SHARE_BIT(SL_ATTRIBUTE_NHS_NUMBER)

/* Finding under way. */
struct finding {
    struct sl_access *access;
    struct sl_store *store;
    struct sl_str text, agency;
    struct sl_arena *arena;
    const struct sl_mention_sight *sight; /* NULL: what is not sealed may be known */
};

static enum sl_status fail_nobody(struct sl_str text, struct sl_error *err)
{
    return sl_fail(err, SL_NOT_FOUND, "nobody is called '%.*s'", SL_STR_ARG(text));
}

/*
 * Whether a mention is there for the user.
 *
 *   fields  those by which it is to be found; 0: by what it is called
 */
static enum sl_status is_open(
    const struct finding *finding,
    const struct sl_membership *member,
    uint64_t fields,
    bool *ret_is,
    struct sl_error *err
)
{
    struct sl_stored_mention mention;

    *ret_is =
        sl_seal_book_mention(sl_access_seals(finding->access), member->mention) <= SL_SEAL_OPEN;
    if (!*ret_is || finding->sight == NULL) {
        return SL_OK;
    }
    SL_TRY(sl_store_mention_get(finding->store, member->mention, finding->arena, &mention, err));
    const struct sl_shown shown =
        sl_mention_sight_shown(finding->sight, &mention, member->identity);
    *ret_is = shown.sight >= SL_SIGHT_EXISTENCE && (shown.found & fields) == fields;
    return SL_OK;
}

/* The digits of an NHS number, as people write it; false when it is none. */
static bool take_digits(struct sl_str text, char digits[NHS_DIGITS])
{
    size_t count = 0;

    for (size_t i = 0; i < text.len; i++) {
        const char byte = text.ptr[i];
        if (byte == ' ' || byte == '-') {
            continue;
        }
        if (byte < '0' || byte > '9' || count == NHS_DIGITS) {
            return false;
        }
        digits[count++] = byte;
    }
    return count == NHS_DIGITS;
}

/* Does a mention have this NHS number? Keys are hashes, which may meet. */
static enum sl_status has_number(
    const struct finding *finding,
    int64_t mention,
    struct sl_str number,
    bool *ret_has,
    struct sl_error *err
)
{
    struct sl_mention_row rows[SL_MENTION_ROW_LIMIT];
    size_t count = 0;

    *ret_has = false;
    SL_TRY(sl_store_mention_rows(finding->store, mention, finding->arena, rows, &count, err));
    for (size_t i = 0; i < count; i++) {
        char digits[NHS_DIGITS];
        const bool fits = take_digits(rows[i].values[SL_MENTION_NHS_NUMBER], digits);
        *ret_has =
            *ret_has || (fits && sl_str_equal(number, (struct sl_str){ digits, sizeof digits }));
    }
    return SL_OK;
}

/* Whose a mention is; 0: nobody's yet. */
static enum sl_status
identity_of(const struct finding *finding, int64_t mention, int64_t *ret_id, struct sl_error *err)
{
    struct sl_membership member = { .identity = 0 };
    const enum sl_status status = sl_store_membership_get(finding->store, mention, &member, err);

    *ret_id = member.identity;
    return status == SL_NOT_FOUND ? SL_OK : status;
}

/* The one identity that has an NHS number. */
static enum sl_status find_number(
    const struct finding *finding, struct sl_str number, int64_t *ret_id, struct sl_error *err
)
{
    struct sl_search_mentions mentions = { .after = 0 };
    const int64_t key = sl_search_key(SL_SEARCH_IDENTIFIER, number, SL_STR(""));
    int64_t found = 0;

    do {
        SL_TRY(sl_store_search_key_mentions(finding->store, key, &mentions, err));
        for (size_t i = 0; i < mentions.count; i++) {
            struct sl_membership member = { .mention = mentions.items[i] };
            bool has = false;
            bool is_there = false;
            SL_TRY(has_number(finding, member.mention, number, &has, err));
            SL_TRY(identity_of(finding, member.mention, &member.identity, err));
            if (!has || member.identity == 0 || member.identity == found) {
                continue;
            }
            SL_TRY(is_open(finding, &member, NUMBER, &is_there, err));
            if (!is_there) {
                continue;
            }
            if (found != 0) {
                sl_fail(err, SL_INVALID, "more than one person has this NHS number");
                sl_fail_hint(err, "Give an identity such as P3K7Q0ZD8, or agency/system/key.");
                return SL_INVALID;
            }
            found = member.identity;
        }
    } while (mentions.count > 0);
    if (found == 0) {
        return fail_nobody(finding->text, err);
    }
    *ret_id = found;
    return SL_OK;
}

/* The mention by which an identity is kept: of the agency if there is one, and of those the first.
 */
static enum sl_status choose_mention(
    const struct finding *finding,
    int64_t identity,
    struct sl_child_found *ret_child,
    struct sl_error *err
)
{
    struct sl_identity_mention *mentions = NULL;
    const struct sl_identity_mention *chosen = NULL;
    size_t count = 0;

    SL_TRY(sl_identity_mentions(finding->store, identity, finding->arena, &mentions, &count, err));
    for (size_t i = 0; i < count; i++) {
        const struct sl_membership member = { .mention = mentions[i].mention.id,
                                              .identity = identity };
        bool is_there = false;
        SL_TRY(is_open(finding, &member, 0, &is_there, err));
        if (!is_there) {
            continue;
        }
        const bool is_own = sl_str_equal(mentions[i].agency, finding->agency);
        if (chosen == NULL || (is_own && !sl_str_equal(chosen->agency, finding->agency))) {
            chosen = &mentions[i];
        }
    }
    if (chosen == NULL) {
        return fail_nobody(finding->text, err);
    }
    *ret_child = (struct sl_child_found){
        .identity = identity,
        .source = chosen->mention.source,
        .key = chosen->mention.key,
    };
    return SL_OK;
}

/* An identity, or a mention. */
static enum sl_status
find_named(const struct finding *finding, struct sl_child_found *ret_child, struct sl_error *err)
{
    struct sl_identity_named named;
    struct sl_identity_mention mention;
    bool is_there = false;
    const enum sl_status status = sl_identity_find(finding->store, finding->text, &named, err);

    if (status == SL_NOT_FOUND) {
        return fail_nobody(finding->text, err);
    }
    SL_TRY(status);
    if (named.mention == 0) {
        return choose_mention(finding, named.identity, ret_child, err);
    }
    const struct sl_membership member = { .mention = named.mention, .identity = named.identity };
    SL_TRY(is_open(finding, &member, 0, &is_there, err));
    if (!is_there) {
        return fail_nobody(finding->text, err);
    }
    SL_TRY(sl_identity_mention_get(finding->store, named.mention, finding->arena, &mention, err));
    *ret_child = (struct sl_child_found){
        .identity = named.identity,
        .source = mention.mention.source,
        .key = mention.mention.key,
    };
    return SL_OK;
}

static enum sl_status
find(const struct finding *finding, struct sl_child_found *ret_child, struct sl_error *err)
{
    char digits[NHS_DIGITS];
    int64_t identity = 0;

    if (!take_digits(finding->text, digits)) {
        return find_named(finding, ret_child, err);
    }
    const struct sl_str number = { digits, sizeof digits };
    if (!sl_nhs_number_valid(number)) {
        return sl_fail(err, SL_INVALID, "'%.*s' is not an NHS number", SL_STR_ARG(finding->text));
    }
    SL_TRY(find_number(finding, number, &identity, err));
    return choose_mention(finding, identity, ret_child, err);
}

enum sl_status sl_child_find(
    struct sl_access *access,
    struct sl_str text,
    struct sl_str agency,
    struct sl_arena *arena,
    struct sl_child_found *ret_child,
    struct sl_error *err
)
{
    const struct finding finding = {
        .access = access,
        .store = sl_access_store(access),
        .text = text,
        .agency = agency,
        .arena = arena,
    };

    return find(&finding, ret_child, err);
}

enum sl_status sl_child_find_known(
    struct sl_access *access,
    struct sl_str text,
    const struct sl_access_deed *deed,
    struct sl_arena *arena,
    struct sl_child_found *ret_child,
    struct sl_error *err
)
{
    const enum sl_permission permission = sl_access_asking(access)->permission;
    struct sl_mention_sight sight;
    const struct finding finding = {
        .access = access,
        .store = sl_access_store(access),
        .text = text,
        .agency = sl_access_user(access)->agency,
        .arena = arena,
        .sight = &sight,
    };

    SL_TRY(sl_access_may(access, SL_MAY_SEARCH, deed, err));
    SL_TRY(sl_mention_sight_open(&sight, access, arena, err));
    enum sl_status status = find(&finding, ret_child, err);
    if (status == SL_OK && ret_child->identity == 0) {
        status = fail_nobody(text, err);
    }
    const enum sl_status again =
        sl_access_may(access, permission, deed, status == SL_OK ? err : NULL);
    return status == SL_OK ? again : status;
}

enum sl_status sl_child_find_key(
    struct sl_access *access,
    struct sl_str text,
    struct sl_str *ret_agency,
    int64_t *ret_source,
    struct sl_str *ret_key,
    struct sl_error *err
)
{
    struct sl_str key = text;
    struct sl_str agency = { 0 };
    struct sl_str system = { 0 };

    if (!sl_str_split(&key, '/', &agency) || !sl_str_split(&key, '/', &system) || key.len == 0) {
        sl_fail(err, SL_INVALID, "'%.*s' is no name of a record", SL_STR_ARG(text));
        sl_fail_hint(err, "Give it as agency/system/key.");
        return SL_INVALID;
    }
    SL_TRY(sl_store_source_find(sl_access_store(access), agency, system, ret_source, err));
    *ret_agency = agency;
    *ret_key = key;
    return SL_OK;
}
