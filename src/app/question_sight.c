/* SPDX-License-Identifier: Apache-2.0 */
#include "app/question_sight.h"

#include <string.h>

#include "base/array.h"
#include "record/entity_key.h"
#include "sharing/share_kind.h"
#include "store/membership.h"
#include "store/mention.h"
#include "store/version.h"

#define SOURCES_LIMIT_BYTES ((size_t)16 << 20)
#define RECORD_LIMIT_BYTES  ((size_t)128 << 20)
#define NAME_BYTES          ((size_t)1 << 20)

enum sl_status sl_question_sight_open(
    struct sl_question_sight *sight, struct sl_access *access, struct sl_error *err
)
{
    *sight = (struct sl_question_sight){ .access = access };
    sl_arena_init(&sight->sources_arena, SOURCES_LIMIT_BYTES);
    sl_arena_init(&sight->record_arena, RECORD_LIMIT_BYTES);
    sl_people_names_init(&sight->names);
    SL_TRY(sl_people_reader_open(&sight->reader, err));
    return sl_store_source_list(
        sl_access_store(access), &sight->sources_arena, &sight->sources, &sight->source_count, err
    );
}

void sl_question_sight_finish(struct sl_question_sight *sight)
{
    sl_people_reader_finish(&sight->reader);
    sl_people_names_finish(&sight->names);
    sl_arena_finish(&sight->sources_arena);
    sl_arena_finish(&sight->record_arena);
}

static enum sl_status find_source(
    const struct sl_question_sight *sight,
    int64_t id,
    const struct sl_store_source **ret_source,
    struct sl_error *err
)
{
    for (size_t i = 0; i < sight->source_count; i++) {
        if (sight->sources[i].id == id) {
            *ret_source = &sight->sources[i];
            return SL_OK;
        }
    }
    return sl_fail(err, SL_NOT_FOUND, "there is no source %lld", (long long)id);
}

enum sl_status sl_question_sight_read(
    struct sl_question_sight *sight,
    int64_t record,
    struct sl_question_record *ret_record,
    struct sl_error *err
)
{
    struct sl_store *store = sl_access_store(sight->access);
    struct sl_stored_version version;
    struct sl_str layout = SL_STR("");

    sl_arena_reset(&sight->record_arena);
    const enum sl_status status =
        sl_store_version_of_id(store, &sight->record_arena, record, &version, err);
    if (status == SL_NOT_FOUND) {
        return sl_fail(err, SL_NOT_FOUND, "there is no record %lld", (long long)record);
    }
    SL_TRY(status);
    SL_TRY(find_source(sight, version.source, &ret_record->source, err));
    SL_TRY(sl_people_layout_text(&sight->names, store, version.layout, &layout, err));
    SL_TRY(sl_people_read_facts(&sight->reader, &version, layout, err));
    ret_record->key = version.key;
    ret_record->facts = &sight->reader.facts;
    return SL_OK;
}

enum sl_status sl_question_sight_name(
    struct sl_question_sight *sight,
    int64_t record,
    struct sl_arena *arena,
    struct sl_str **names,
    size_t *ret_count,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf name;
    struct sl_question_record read;
    struct sl_str *listed = *names;

    sl_buf_init(&name, NAME_BYTES);
    SL_TRY(sl_question_sight_read(sight, record, &read, err));
    sl_buf_addf(
        &name,
        "%.*s/%.*s/%.*s",
        SL_STR_ARG(read.source->agency),
        SL_STR_ARG(read.source->system),
        SL_STR_ARG(read.key)
    );
    SL_TRY(sl_buf_status(&name, err));
    for (size_t i = 0; listed != NULL && i < *ret_count; i++) {
        if (sl_str_equal(listed[i], sl_buf_str(&name))) {
            return SL_OK;
        }
    }
    SL_TRY(sl_array_room(arena, &listed, *ret_count, sizeof *listed, err));
    *names = listed;
    listed[*ret_count] = sl_arena_copy(arena, sl_buf_str(&name));
    return listed[(*ret_count)++].ptr == NULL ? sl_fail_memory(err) : SL_OK;
}

/* Who a key of a source is today; 0: nobody. */
static enum sl_status identity_of(
    const struct sl_question_sight *sight,
    int64_t source,
    struct sl_str key,
    int64_t *ret_identity,
    struct sl_error *err
)
{
    struct sl_store *store = sl_access_store(sight->access);
    struct sl_stored_mention mention = { .id = 0 };
    struct sl_membership member = { .identity = 0 };

    enum sl_status status = sl_store_mention_find(store, source, key, &mention, err);
    if (status == SL_OK) {
        status = sl_store_membership_get(store, mention.id, &member, err);
    }
    *ret_identity = status == SL_OK ? member.identity : 0;
    return status == SL_NOT_FOUND ? SL_OK : status;
}

enum sl_status sl_question_sight_identity(
    struct sl_question_sight *sight,
    const struct sl_store_question *question,
    int64_t *ret_identity,
    struct sl_error *err
)
{
    *ret_identity = 0;
    return question->source == 0
               ? SL_OK
               : identity_of(sight, question->source, question->key, ret_identity, err);
}

/* The attributes of an entity that a condition may have compared: of an event its codes. */
static uint64_t fields_of(const struct sl_facts *facts, const struct sl_entity *entity)
{
    const uint64_t compared =
        entity->class == SL_EVENT ? sl_field_group_fields(SL_FIELD_CASE) : SL_SHARE_ALL_FIELDS;
    uint64_t fields = 0;

    for (size_t i = 0; i < entity->value_count; i++) {
        fields |= SL_SHARE_BIT(facts->values[entity->first_value + i].attribute);
    }
    return fields & compared;
}

/* May an entity of a record be known, and what a condition may have read of it? */
static bool is_entity_open(
    const struct sl_question_sight *sight,
    const struct sl_question_record *record,
    const struct sl_entity *entity,
    int64_t identity
)
{
    const struct sl_access_asked asked = {
        .holder = record->source->agency,
        .kind = entity->class == SL_EVENT ? (unsigned)entity->kind : SL_SHARE_DETAILS,
        .identity = identity,
        .source = record->source->id,
        .key = record->key,
    };
    const struct sl_share_decision decision = sl_access_decide(sight->access, &asked);

    return decision.sight == SL_SIGHT_CONTENT &&
           (fields_of(record->facts, entity) & ~decision.fields) == 0;
}

static bool is_unsealed(const struct sl_question_sight *sight, int64_t source, struct sl_str key)
{
    const enum sl_seal_state state = sl_seal_book_key(sl_access_seals(sight->access), source, key);

    return state == SL_SEAL_NONE || state == SL_SEAL_OPEN;
}

/* Is neither the record sealed to the reader, nor what it describes, nor the key by which it names
 * the person? */
static enum sl_status is_record_open(
    const struct sl_question_sight *sight,
    const struct sl_question_record *record,
    int64_t identity,
    bool *ret_is_open,
    struct sl_error *err
)
{
    const struct sl_facts *facts = record->facts;
    const int64_t source = record->source->id;
    bool is_open = is_unsealed(sight, source, record->key);

    for (size_t i = 0; i < facts->entity_count; i++) {
        is_open = is_open && is_unsealed(sight, source, facts->entities[i].key);
    }
    for (size_t i = 0; i < facts->link_count && is_open; i++) {
        const struct sl_str key = facts->links[i].from_key;
        int64_t named = 0;
        if (!is_unsealed(sight, source, key)) {
            SL_TRY(identity_of(sight, source, key, &named, err));
            is_open = named != identity;
        }
    }
    *ret_is_open = is_open;
    return SL_OK;
}

/* May a proof be known: what its mark stands for; or, when the record only refers to that, all of
 * the record? */
static enum sl_status is_proof_open(
    struct sl_question_sight *sight,
    const struct sl_raised_proof *proof,
    int64_t identity,
    bool *ret_is_open,
    struct sl_error *err
)
{
    struct sl_question_record record;
    bool is_named = false;

    SL_TRY(sl_question_sight_read(sight, proof->record, &record, err));
    SL_TRY(is_record_open(sight, &record, identity, ret_is_open, err));
    for (size_t i = 0; i < record.facts->entity_count; i++) {
        is_named = is_named ||
                   sl_entity_hash(record.source->id, record.facts->entities[i].key) == proof->mark;
    }
    for (size_t i = 0; i < record.facts->entity_count && *ret_is_open; i++) {
        const struct sl_entity *entity = &record.facts->entities[i];
        if (!is_named || sl_entity_hash(record.source->id, entity->key) == proof->mark) {
            *ret_is_open = is_entity_open(sight, &record, entity, identity);
        }
    }
    return SL_OK;
}

enum sl_status sl_question_sight_sealed(
    struct sl_question_sight *sight,
    const struct sl_store_question *question,
    int64_t identity,
    bool *ret_is_sealed,
    struct sl_error *err
)
{
    bool is_open = true;

    for (size_t i = 0; i < question->proof_count && is_open; i++) {
        struct sl_question_record record;
        SL_TRY(sl_question_sight_read(sight, question->proofs[i].proof.record, &record, err));
        SL_TRY(is_record_open(sight, &record, identity, &is_open, err));
    }
    *ret_is_sealed = !is_open;
    return SL_OK;
}

/* Which deeds of evaluations brought something that may not be known? */
static enum sl_status hide_deeds(
    struct sl_question_sight *sight,
    const struct sl_store_question *question,
    int64_t identity,
    bool *hides,
    struct sl_error *err
)
{
    for (size_t i = 0; i < question->proof_count; i++) {
        bool is_open = false;
        SL_TRY(is_proof_open(sight, &question->proofs[i].proof, identity, &is_open, err));
        for (size_t j = 0; j < question->question.deed_count && !is_open; j++) {
            hides[j] = hides[j] || question->when[j].id == question->proofs[i].deed;
        }
    }
    return SL_OK;
}

/* Does the user work with the person, for what they ask? */
static bool is_known_to_user(const struct sl_question_sight *sight, int64_t identity)
{
    return identity != 0 &&
           sl_ties_serve(
               sl_access_ties(sight->access, identity), sl_access_asking(sight->access)->purpose
           );
}

enum sl_status sl_question_sight_holds(
    struct sl_question_sight *sight,
    const struct sl_raised *raised,
    struct sl_str agency,
    bool *ret_holds,
    struct sl_error *err
)
{
    bool holds = false;

    for (size_t i = 0; i < raised->proof_count && !holds; i++) {
        const struct sl_store_source *source = NULL;
        struct sl_stored_version version;
        sl_arena_reset(&sight->record_arena);
        SL_TRY(sl_store_version_of_id(
            sl_access_store(sight->access),
            &sight->record_arena,
            raised->proofs[i].record,
            &version,
            err
        ));
        SL_TRY(find_source(sight, version.source, &source, err));
        holds = sl_str_equal(source->agency, agency);
    }
    *ret_holds = holds;
    return SL_OK;
}

enum sl_status sl_question_sight_raised(
    struct sl_question_sight *sight,
    const struct sl_raised *raised,
    bool *ret_is_seen,
    struct sl_error *err
)
{
    const struct sl_str own = sl_access_asking(sight->access)->user->agency;
    bool is_seen = is_known_to_user(sight, raised->identity);

    if (!is_seen) {
        SL_TRY(sl_question_sight_holds(sight, raised, own, &is_seen, err));
    }
    for (size_t i = 0; i < raised->proof_count && is_seen; i++) {
        SL_TRY(is_proof_open(sight, &raised->proofs[i], raised->identity, &is_seen, err));
    }
    *ret_is_seen = is_seen;
    return SL_OK;
}

enum sl_status sl_question_sight_judge(
    struct sl_question_sight *sight,
    const struct sl_store_question *question,
    struct sl_arena *arena,
    struct sl_question_seen *ret_seen,
    struct sl_error *err
)
{
    const size_t count = question->question.deed_count;
    struct sl_question_deed *deeds = sl_arena_alloc(arena, count, sizeof(*deeds));
    struct sl_question_seen seen = { .question = question->question };

    seen.hides = sl_arena_alloc(arena, count, sizeof(*seen.hides));
    if (deeds == NULL || seen.hides == NULL) {
        return sl_fail_memory(err);
    }
    memset(seen.hides, 0, count * sizeof(*seen.hides));
    SL_TRY(sl_question_sight_identity(sight, question, &seen.identity, err));
    if (sl_str_equal(question->question.owner, sl_access_asking(sight->access)->user->agency) ||
        is_known_to_user(sight, seen.identity)) {
        SL_TRY(hide_deeds(sight, question, seen.identity, seen.hides, err));
        seen.is_seen = !seen.hides[0];
    }
    seen.question.deeds = deeds;
    seen.question.deed_count = 0;
    for (size_t i = 0; i < count && seen.is_seen; i++) {
        if (!seen.hides[i]) {
            deeds[seen.question.deed_count++] = question->question.deeds[i];
        }
    }
    seen.is_all = seen.question.deed_count == count;
    *ret_seen = seen;
    return SL_OK;
}
