/* SPDX-License-Identifier: Apache-2.0 */
#include "app/picture_load.h"

#include "app/people_index.h"
#include "app/picture_walk.h"
#include "base/memory.h"
#include "identity/identity_id.h"
#include "store/derived.h"
#include "store/entity_use.h"
#include "store/membership.h"
#include "store/mention.h"

/* The longest normal form or identity. */
#define SCRATCH_LIMIT_BYTES ((size_t)1 << 20)
/* Notes of one picture. */
#define NOTE_LIMIT 32u

struct sl_picture_loader {
    struct sl_fold *fold;  /* of who looks, or own */
    struct sl_fold *own;   /* NULL until nobody looks */
    struct sl_arena arena; /* all of the picture */
    struct sl_buf form, scratch;
    struct sl_picture picture;
    struct sl_picture_input input;
    struct sl_picture_share share;
};

/* A picture under way. */
struct loading {
    struct sl_picture_loader *loader;
    struct sl_picture_walk walk;
    struct sl_picture_mention *mentions; /* who is who; counted in the loader's input */
    struct sl_str *notes;
    size_t note_count;
};

static enum sl_status add_note(struct loading *loading, struct sl_error *err)
{
    struct sl_buf *text = &loading->loader->scratch;
    SL_TRY(sl_buf_status(text, err));
    if (loading->note_count < NOTE_LIMIT) {
        loading->notes[loading->note_count] =
            sl_arena_copy(&loading->loader->arena, sl_buf_str(text));
        if (loading->notes[loading->note_count].ptr == NULL) {
            return sl_fail_memory(err);
        }
        loading->note_count++;
    }
    return SL_OK;
}

/* Say who is who, of a person that a record names. */
static enum sl_status add_mention(
    struct loading *loading,
    const struct sl_picture_entry *entry,
    struct sl_str key,
    struct sl_error *err
)
{
    struct sl_picture_input *input = &loading->loader->input;
    struct sl_stored_mention mention;
    struct sl_membership member;
    if (!sl_picture_walk_is_new_person(&loading->walk, sl_entity_hash(entry->source, key))) {
        return SL_OK;
    }
    struct sl_store *store = loading->walk.records.store;
    enum sl_status status = sl_store_mention_find(store, entry->source, key, &mention, err);
    if (status == SL_OK) {
        status = sl_store_membership_get(store, mention.id, &member, err);
    }
    if (status == SL_NOT_FOUND) {
        return SL_OK;
    }
    SL_TRY(status);
    const struct sl_store_source *source =
        sl_picture_records_source(&loading->walk.records, entry->source);
    const struct sl_identity_id id = sl_identity_print(member.identity);
    struct sl_picture_mention *added = &loading->mentions[input->mention_count++];
    *added = (struct sl_picture_mention){
        .agency = source->agency,
        .system = source->system,
        .key = key,
        .identity = sl_arena_copy(&loading->loader->arena, sl_str_from(id.text)),
    };
    return added->identity.ptr == NULL ? sl_fail_memory(err) : SL_OK;
}

static enum sl_status add_mentions(struct loading *loading, struct sl_error *err)
{
    for (size_t i = 0; i < loading->walk.records.read_count; i++) {
        const struct sl_picture_entry *entry = &loading->walk.records.entries[i];
        const struct sl_facts *facts = entry->record == SL_PICTURE_NONE
                                           ? NULL
                                           : loading->walk.records.items[entry->record].facts;
        for (size_t j = 0; facts != NULL && j < facts->entity_count; j++) {
            if (facts->entities[j].class == SL_PERSON) {
                SL_TRY(add_mention(loading, entry, facts->entities[j].key, err));
            }
        }
        for (size_t j = 0; facts != NULL && j < facts->link_count; j++) {
            const struct sl_link *link = &facts->links[j];
            if (sl_role_from(link->role) == SL_PERSON) {
                SL_TRY(add_mention(loading, entry, link->from_key, err));
            }
            if (sl_role_to(link->role) == SL_PERSON) {
                SL_TRY(add_mention(loading, entry, link->to_key, err));
            }
        }
    }
    return SL_OK;
}

/* The agencies of the sources, each once. */
static enum sl_status list_agencies(struct loading *loading, struct sl_error *err)
{
    const struct sl_picture_records *records = &loading->walk.records;
    struct sl_picture_input *input = &loading->loader->input;
    struct sl_str *agencies =
        sl_arena_alloc(&loading->loader->arena, records->source_count, sizeof *agencies);
    if (agencies == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < records->source_count; i++) {
        size_t j = 0;
        while (j < input->agency_count && !sl_str_equal(agencies[j], records->sources[i].agency)) {
            j++;
        }
        if (j == input->agency_count) {
            agencies[input->agency_count++] = records->sources[i].agency;
        }
    }
    input->agencies = agencies;
    return SL_OK;
}

/*
 * Records of people who were not identified since the records came in are not in the picture,
 * though they may be the child's: whoever reads it must know.
 */
static enum sl_status note_age(struct loading *loading, int64_t built_through, struct sl_error *err)
{
    struct sl_buf *text = &loading->loader->scratch;
    struct sl_derived membership;
    SL_TRY(sl_store_derived_get(loading->walk.records.store, SL_STR("membership"), &membership, err)
    );
    sl_buf_clear(text);
    if (membership.state != SL_DERIVED_FRESH || membership.built_through < built_through) {
        sl_buf_add(
            text,
            SL_STR("Records have come in since people were identified: some that are of this child "
                   "may be missing here. 'sightline identify' brings them in.")
        );
        SL_TRY(add_note(loading, err));
    }
    if (loading->walk.records.item_count == 0) {
        sl_buf_clear(text);
        sl_buf_add(text, SL_STR("No record names this person any more."));
        SL_TRY(add_note(loading, err));
    }
    return SL_OK;
}

/* The limits that were met, in words. */
static enum sl_status add_notes(struct loading *loading, struct sl_error *err)
{
    struct sl_buf *text = &loading->loader->scratch;
    if (loading->walk.records.is_full) {
        sl_buf_clear(text);
        sl_buf_addf(
            text,
            "More records belong to this picture than the %u that one is made of: of those that "
            "name the child the latest were read, and not all about people around.",
            SL_PICTURE_RECORD_LIMIT
        );
        SL_TRY(add_note(loading, err));
    }
    if (loading->walk.is_mention_cut) {
        sl_buf_clear(text);
        sl_buf_addf(
            text,
            "The person is known by more than %u keys: only the first were followed.",
            SL_PICTURE_MENTION_LIMIT
        );
        SL_TRY(add_note(loading, err));
    }
    if (loading->walk.is_thing_cut) {
        sl_buf_clear(text);
        sl_buf_addf(
            text,
            "An address, phone or event is named by very many records: of each such, the latest %u "
            "were read, so people may be missing from the network.",
            SL_PICTURE_THING_LIMIT
        );
        SL_TRY(add_note(loading, err));
    }
    return SL_OK;
}

static enum sl_status begin(struct loading *loading, struct sl_error *err)
{
    struct sl_arena *arena = &loading->loader->arena;
    loading->loader->input = (struct sl_picture_input){ .mention_count = 0 };
    loading->mentions = sl_arena_alloc(arena, SL_PICTURE_KEY_LIMIT, sizeof *loading->mentions);
    loading->notes = sl_arena_alloc(arena, NOTE_LIMIT, sizeof *loading->notes);
    if (loading->mentions == NULL || loading->notes == NULL) {
        return sl_fail_memory(err);
    }
    return sl_picture_walk_begin(&loading->walk, err);
}

static enum sl_status
load(struct loading *loading, const struct sl_picture_request *request, struct sl_error *err)
{
    struct sl_picture_loader *loader = loading->loader;
    int64_t built_through = 0;
    SL_TRY(sl_people_index_check(loading->walk.records.store, &built_through, err));
    SL_TRY(begin(loading, err));
    for (size_t i = 0; i < request->note_count && i < NOTE_LIMIT; i++) {
        /* A picture lives longer than what it was asked with. */
        const struct sl_str note = sl_arena_copy(&loader->arena, request->notes[i]);
        if (note.ptr == NULL) {
            return sl_fail_memory(err);
        }
        loading->notes[loading->note_count++] = note;
    }
    SL_TRY(sl_picture_walk_own(&loading->walk, request->identity, err));
    if (request->access != NULL) {
        SL_TRY(sl_picture_share_begin(
            &loader->share, request->access, &loading->walk, request->identity, err
        ));
    }
    SL_TRY(sl_picture_walk_records(&loading->walk, err));
    const struct sl_identity_id id = sl_identity_print(request->identity);
    loader->input = (struct sl_picture_input){
        .child = sl_arena_copy(&loading->loader->arena, sl_str_from(id.text)),
        .today = request->today,
        .records = loading->walk.records.items,
        .record_count = loading->walk.records.item_count,
        .mentions = loading->mentions,
        .notes = loading->notes,
    };
    if (loader->input.child.ptr == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(add_mentions(loading, err));
    SL_TRY(list_agencies(loading, err));
    SL_TRY(note_age(loading, built_through, err));
    SL_TRY(add_notes(loading, err));
    if (request->access != NULL) {
        SL_TRY(sl_picture_share_end(&loader->share, &loader->input, err));
    }
    loader->input.note_count = loading->note_count;
    return sl_picture_make(
        &loader->input, loader->fold, &loading->loader->arena, &loader->picture, err
    );
}

/* That of who looks; without anybody, one of its own. */
static enum sl_status
take_fold(struct sl_picture_loader *loader, struct sl_access *access, struct sl_error *err)
{
    if (access != NULL) {
        return sl_access_fold(access, &loader->fold, err);
    }
    if (loader->own == NULL) {
        SL_TRY(sl_fold_open(&loader->own, err));
    }
    loader->fold = loader->own;
    return SL_OK;
}

enum sl_status sl_picture_load(
    struct sl_picture_loader *loader,
    struct sl_store *store,
    const struct sl_picture_request *request,
    const struct sl_picture **ret_picture,
    struct sl_error *err
)
{
    SL_TRY(take_fold(loader, request->access, err));
    struct loading loading = {
        .loader = loader,
        .walk = {
            .fold = loader->fold,
            .form = &loader->form,
            .records = { .store = store, .arena = &loader->arena, .scratch = &loader->scratch },
        },
    };
    sl_arena_reset(&loader->arena);
    loader->share = (struct sl_picture_share){ .identity = 0 };
    SL_TRY(sl_store_begin(store, err));
    const enum sl_status status = load(&loading, request, err);
    sl_store_rollback(store);
    SL_TRY(status);
    *ret_picture = &loader->picture;
    return SL_OK;
}

const struct sl_picture_share *sl_picture_loader_share(const struct sl_picture_loader *loader)
{
    return &loader->share;
}

enum sl_status sl_picture_loader_open(struct sl_picture_loader **ret_loader, struct sl_error *err)
{
    struct sl_picture_loader *loader = sl_calloc(1, sizeof *loader);
    if (loader == NULL) {
        return sl_fail_memory(err);
    }
    sl_arena_init(&loader->arena, SL_PICTURE_LIMIT_BYTES);
    sl_buf_init(&loader->form, SCRATCH_LIMIT_BYTES);
    sl_buf_init(&loader->scratch, SCRATCH_LIMIT_BYTES);
    *ret_loader = loader;
    return SL_OK;
}

void sl_picture_loader_close(struct sl_picture_loader *loader)
{
    if (loader != NULL) {
        sl_fold_close(loader->own);
        sl_arena_finish(&loader->arena);
        sl_buf_finish(&loader->form);
        sl_buf_finish(&loader->scratch);
        sl_free(loader);
    }
}

void sl_picture_loader_close_ptr(struct sl_picture_loader **loader)
{
    sl_picture_loader_close(*loader);
}
