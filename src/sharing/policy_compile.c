/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/sort.h"
#include "sharing/policy.h"

_Static_assert(SL_POLICY_ID_BYTES == SL_DIGEST_BYTES, "an id is a digest");
_Static_assert(sizeof(struct sl_policy_rule) == 32, "rules have no gaps, whose bytes are nobody's");

/* The longest canonical form of a document. */
#define DOCUMENT_LIMIT_BYTES ((size_t)4 << 20)

/* A policy in the making. */
struct compiler {
    const struct sl_sharing_document *documents;
    size_t document_count;
    struct sl_arena *arena;
    struct sl_policy policy;
    struct sl_error *err;
};

/* Is no document of this agreement's id of a higher version? Errors: SL_INVALID when one is equal.
 */
static enum sl_status
is_highest(const struct compiler *compiler, const struct sl_agreement *agreement, bool *ret_highest)
{
    bool highest = true;

    for (size_t i = 0; i < compiler->document_count; i++) {
        const struct sl_agreement *other = &compiler->documents[i].agreement;

        if (other == agreement || compiler->documents[i].revokes ||
            !sl_str_equal(other->id, agreement->id)) {
            continue;
        }
        if (other->version == agreement->version) {
            return sl_fail(
                compiler->err,
                SL_INVALID,
                "version %d of agreement '%.*s' stands twice",
                (int)agreement->version,
                SL_STR_ARG(agreement->id)
            );
        }
        highest = highest && other->version < agreement->version;
    }
    *ret_highest = highest;
    return SL_OK;
}

static bool has_party(const struct sl_agreement *agreement, struct sl_str name)
{
    for (size_t i = 0; i < agreement->party_count; i++) {
        if (sl_str_equal(agreement->parties[i].name, name)) {
            return true;
        }
    }
    return false;
}

/* A revocation is of a document that is there, by a party of it. */
static enum sl_status
check_revocation(const struct compiler *compiler, const struct sl_revocation *revocation)
{
    for (size_t i = 0; i < compiler->document_count; i++) {
        const struct sl_agreement *agreement = &compiler->documents[i].agreement;

        if (compiler->documents[i].revokes || agreement->version != revocation->version ||
            !sl_str_equal(agreement->id, revocation->agreement)) {
            continue;
        }
        if (!has_party(agreement, revocation->by)) {
            return sl_fail(
                compiler->err,
                SL_INVALID,
                "'%.*s' revokes agreement '%.*s' and is no party of it",
                SL_STR_ARG(revocation->by),
                SL_STR_ARG(revocation->agreement)
            );
        }
        return SL_OK;
    }
    return sl_fail(
        compiler->err,
        SL_INVALID,
        "version %d of agreement '%.*s' is revoked and is not there",
        (int)revocation->version,
        SL_STR_ARG(revocation->agreement)
    );
}

/* The agreement with what ends it: the first day of all revocations that reach its version. */
static struct sl_policy_agreement
end_agreement(const struct compiler *compiler, const struct sl_agreement *agreement)
{
    struct sl_policy_agreement ended = { .agreement = agreement, .valid = agreement->valid };

    for (size_t i = 0; i < compiler->document_count; i++) {
        const struct sl_revocation *revocation = &compiler->documents[i].revocation;

        if (compiler->documents[i].revokes && revocation->version >= agreement->version &&
            sl_str_equal(revocation->agreement, agreement->id) &&
            revocation->on <= ended.valid.until) {
            ended.revocation = revocation;
            ended.valid.until = revocation->on - 1;
        }
    }
    return ended;
}

static enum sl_status take_agreements(struct compiler *compiler)
{
    struct sl_policy_agreement *agreements =
        sl_arena_alloc(compiler->arena, compiler->document_count, sizeof(*agreements));
    size_t count = 0;

    if (agreements == NULL) {
        return sl_fail_memory(compiler->err);
    }
    for (size_t i = 0; i < compiler->document_count; i++) {
        const struct sl_sharing_document *document = &compiler->documents[i];
        bool highest = false;

        if (document->revokes) {
            SL_TRY(check_revocation(compiler, &document->revocation));
            continue;
        }
        SL_TRY(is_highest(compiler, &document->agreement, &highest));
        if (highest) {
            agreements[count++] = end_agreement(compiler, &document->agreement);
        }
    }
    compiler->policy.agreements = agreements;
    compiler->policy.agreement_count = count;
    return SL_OK;
}

/* The names of all parties, sorted, each once. */
static enum sl_status take_agencies(struct compiler *compiler)
{
    const struct sl_policy *policy = &compiler->policy;
    size_t name_count = 0, count = 0;

    for (size_t i = 0; i < policy->agreement_count; i++) {
        name_count += policy->agreements[i].agreement->party_count;
    }
    struct sl_str *names = sl_arena_alloc(compiler->arena, name_count, sizeof(*names));
    struct sl_str *agencies = sl_arena_alloc(compiler->arena, name_count, sizeof(*agencies));
    uint32_t *order = sl_arena_alloc(compiler->arena, name_count, sizeof(*order));
    if (names == NULL || agencies == NULL || order == NULL) {
        return sl_fail_memory(compiler->err);
    }
    name_count = 0;
    for (size_t i = 0; i < policy->agreement_count; i++) {
        const struct sl_agreement *agreement = policy->agreements[i].agreement;
        for (size_t j = 0; j < agreement->party_count; j++) {
            names[name_count++] = agreement->parties[j].name;
        }
    }
    SL_TRY(sl_sort_strs(names, name_count, order, compiler->err));
    for (size_t i = 0; i < name_count; i++) {
        if (count == 0 || !sl_str_equal(agencies[count - 1], names[order[i]])) {
            agencies[count++] = names[order[i]];
        }
    }
    if (count > SL_POLICY_AGENCY_LIMIT) {
        return sl_fail(compiler->err, SL_LIMIT, "more than %u agencies", SL_POLICY_AGENCY_LIMIT);
    }
    compiler->policy.agencies = agencies;
    compiler->policy.agency_count = count;
    return SL_OK;
}

/* Does a share let party `reader` see records of party `holder`? */
static bool shares(const struct sl_share *share, size_t holder, size_t reader)
{
    const uint64_t held = UINT64_C(1) << holder, read = UINT64_C(1) << reader;

    return holder != reader &&
           (((share->of & held) != 0 && (share->to & read) != 0) ||
            (share->both_ways && (share->to & held) != 0 && (share->of & read) != 0));
}

/* What is done with the rules that one share makes: they are counted, or put down. */
struct filling {
    uint32_t *cells;              /* counted: how many; put down: where the next one goes */
    struct sl_policy_rule *rules; /* NULL while they are counted */
    struct sl_policy_rule rule;
    uint64_t count;
};

static void fill_pair(struct filling *filling, size_t first_cell, uint8_t purposes)
{
    for (unsigned purpose = 0; purpose < SL_PURPOSE_COUNT; purpose++) {
        if ((purposes & (1u << purpose)) == 0) {
            continue;
        }
        uint32_t *cell = &filling->cells[first_cell + purpose];
        if (filling->rules != NULL) {
            filling->rules[*cell] = filling->rule;
        }
        (*cell)++;
        filling->count++;
    }
}

static void fill_share(
    const struct sl_policy *policy,
    const struct sl_agreement *agreement,
    const struct sl_share *share,
    struct filling *filling
)
{
    uint16_t numbers[SL_PARTY_LIMIT];

    for (size_t i = 0; i < agreement->party_count; i++) {
        numbers[i] = sl_policy_agency(policy, agreement->parties[i].name);
    }
    filling->rule.kinds = share->kinds;
    filling->rule.fields = share->fields;
    filling->rule.level = (uint8_t)share->level;
    filling->rule.emergency = (uint8_t)share->emergency;
    for (size_t holder = 0; holder < agreement->party_count; holder++) {
        for (size_t reader = 0; reader < agreement->party_count; reader++) {
            if (shares(share, holder, reader)) {
                const size_t pair =
                    (size_t)numbers[reader] * policy->agency_count + numbers[holder];
                fill_pair(filling, pair * SL_PURPOSE_COUNT, share->purposes);
            }
        }
    }
}

/* Returns false when there are too many. */
static bool fill(const struct sl_policy *policy, struct filling *filling)
{
    for (size_t i = 0; i < policy->agreement_count; i++) {
        const struct sl_agreement *agreement = policy->agreements[i].agreement;

        filling->rule.valid = policy->agreements[i].valid;
        filling->rule.agreement = (uint16_t)i;
        for (size_t j = 0; j < agreement->share_count; j++) {
            fill_share(policy, agreement, &agreement->shares[j], filling);
            if (filling->count > SL_POLICY_RULE_LIMIT) {
                return false;
            }
        }
    }
    return true;
}

/* Count the rules of each cell, make room, and put them down. */
static enum sl_status make_tables(struct compiler *compiler)
{
    struct sl_policy *policy = &compiler->policy;
    const size_t cell_count = policy->agency_count * policy->agency_count * SL_PURPOSE_COUNT;
    uint32_t *cells = sl_arena_alloc(compiler->arena, cell_count + 1, sizeof(*cells));
    struct filling filling = { .cells = cells };
    uint32_t first = 0;

    if (cells == NULL) {
        return sl_fail_memory(compiler->err);
    }
    memset(cells, 0, (cell_count + 1) * sizeof(*cells));
    if (!fill(policy, &filling)) {
        return sl_fail(compiler->err, SL_LIMIT, "more than %u rules", SL_POLICY_RULE_LIMIT);
    }
    for (size_t i = 0; i <= cell_count; i++) {
        const uint32_t count = cells[i];
        cells[i] = first;
        first += count;
    }
    filling.rules = sl_arena_alloc(compiler->arena, first, sizeof(*filling.rules));
    if (filling.rules == NULL) {
        return sl_fail_memory(compiler->err);
    }
    filling.count = 0;
    (void)fill(policy, &filling);
    /* Each cell now holds where its rules end, which is where those of the next one begin. */
    memmove(cells + 1, cells, cell_count * sizeof(*cells));
    cells[0] = 0;
    policy->cells = cells;
    policy->rules = filling.rules;
    const struct sl_str cell_bytes = { .ptr = (const char *)cells,
                                       .len = (cell_count + 1) * sizeof(*cells) };
    const struct sl_str rule_bytes = { .ptr = (const char *)filling.rules,
                                       .len = first * sizeof(*filling.rules) };
    policy->tables_hash = sl_hash_str(rule_bytes, sl_hash_str(cell_bytes, 0));
    return SL_OK;
}

/* The hash of one document in its canonical form. */
static enum sl_status hash_document(
    const struct sl_sharing_document *document, unsigned char *ret_hash, struct sl_error *err
)
{
    struct sl_buf text;

    sl_buf_init(&text, DOCUMENT_LIMIT_BYTES);
    sl_agreement_print(document, &text);
    const enum sl_status status = sl_buf_status(&text, err);
    const struct sl_digest digest = sl_digest_of(sl_buf_str(&text));
    memcpy(ret_hash, digest.bytes, SL_POLICY_ID_BYTES);
    sl_buf_finish(&text);
    return status;
}

/* Does a document have a part in the policy: is it a revocation, or of the highest version? */
static bool has_part(const struct compiler *compiler, const struct sl_sharing_document *document)
{
    for (size_t i = 0; i < compiler->policy.agreement_count; i++) {
        if (compiler->policy.agreements[i].agreement == &document->agreement) {
            return true;
        }
    }
    return document->revokes;
}

/* The id: the hash of the sorted hashes of the documents that have a part. */
static enum sl_status make_id(struct compiler *compiler)
{
    const size_t count = compiler->document_count;
    struct sl_policy_id *hashes = sl_arena_alloc(compiler->arena, count, sizeof(*hashes));
    struct sl_str *texts = sl_arena_alloc(compiler->arena, count, sizeof(*texts));
    uint32_t *order = sl_arena_alloc(compiler->arena, count, sizeof(*order));
    struct sl_digest_state state;
    size_t used = 0;

    if (hashes == NULL || texts == NULL || order == NULL) {
        return sl_fail_memory(compiler->err);
    }
    for (size_t i = 0; i < count; i++) {
        if (has_part(compiler, &compiler->documents[i])) {
            SL_TRY(hash_document(&compiler->documents[i], hashes[used].bytes, compiler->err));
            texts[used] = (struct sl_str){ .ptr = (const char *)hashes[used].bytes,
                                           .len = SL_POLICY_ID_BYTES };
            used++;
        }
    }
    SL_TRY(sl_sort_strs(texts, used, order, compiler->err));
    sl_digest_begin(&state);
    sl_digest_add(&state, SL_STR("sightline-policy-1\n"));
    for (size_t i = 0; i < used; i++) {
        sl_digest_add(&state, texts[order[i]]);
    }
    const struct sl_digest id = sl_digest_end(&state);
    memcpy(compiler->policy.id.bytes, id.bytes, SL_POLICY_ID_BYTES);
    return SL_OK;
}

enum sl_status sl_policy_compile(
    const struct sl_sharing_document *documents,
    size_t document_count,
    int32_t confirmed,
    struct sl_arena *arena,
    struct sl_policy *ret_policy,
    struct sl_error *err
)
{
    struct compiler compiler = {
        .documents = documents,
        .document_count = document_count,
        .arena = arena,
        .policy = {.state = SL_POLICY_READY, .confirmed = confirmed},
        .err = err,
    };

    if (document_count > SL_POLICY_DOCUMENT_LIMIT) {
        return sl_fail(err, SL_LIMIT, "more than %u documents", SL_POLICY_DOCUMENT_LIMIT);
    }
    SL_TRY(take_agreements(&compiler));
    SL_TRY(take_agencies(&compiler));
    SL_TRY(make_tables(&compiler));
    SL_TRY(make_id(&compiler));
    *ret_policy = compiler.policy;
    return SL_OK;
}
