/* SPDX-License-Identifier: Apache-2.0 */
#include "app/picture_door.h"

#include "app/seen_list.h"
#include "base/date.h"
#include "identity/identity_id.h"

#define KIND         SL_STR("picture")
#define NOTE_BYTES   ((size_t)400)
#define ALERT_BYTES  ((size_t)1 << 16)
#define MICROSECONDS INT64_C(1000000)

/* What a reader must know who has broken the glass. */
static enum sl_status
note_glass(struct sl_access *access, int64_t identity, struct sl_buf *note, struct sl_error *err)
{
    const int64_t left = sl_access_glass_left(access, identity);
    const int64_t until = (sl_access_now(access) + left) / MICROSECONDS;
    sl_buf_addf(note, "You have broken the glass for this child: until ");
    sl_date_print(sl_date_from_days((int32_t)(until / 86400)), note);
    sl_buf_addf(
        note,
        " %02d:%02d UTC you see what agreements open in an emergency. A privacy officer judges "
        "whether it was right.",
        (int)(until % 86400 / 3600),
        (int)(until % 3600 / 60)
    );
    return sl_buf_status(note, err);
}

/* Who sealed something that was kept back: "AGENCY\n" each. */
static enum sl_status
list_alerts(const struct sl_picture_share *share, struct sl_buf *alerts, struct sl_error *err)
{
    sl_buf_init(alerts, ALERT_BYTES);
    for (size_t i = 0; i < share->alert_count; i++) {
        sl_buf_addf(alerts, "%.*s\n", SL_STR_ARG(share->alerts[i].holder));
    }
    return sl_buf_status(alerts, err);
}

/* Nobody of whom the reader may be told; whoever sealed them is told that they were asked for. */
static enum sl_status fail_nobody(
    struct sl_access *access,
    const struct sl_picture_share *share,
    struct sl_str id,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf alerts;

    SL_TRY(list_alerts(share, &alerts, err));
    return sl_picture_nobody(access, id, sl_buf_str(&alerts), err);
}

/*
 * The child, records that a seal kept back, and the people around. The second entry is always there
 * and is the same to all who see no private part: whether anything was kept back is in it.
 */
static enum sl_status write_down(
    struct sl_access *access,
    const struct sl_picture *picture,
    const struct sl_picture_share *share,
    struct sl_access_deed deed,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_seen_list_finish) struct sl_seen_list seen;
    SL_CLEANUP(sl_buf_finish) struct sl_buf alerts;

    sl_seen_list_init(&seen, KIND);
    SL_TRY(list_alerts(share, &alerts, err));
    const struct sl_access_deed deeds[] = {
        deed,
        {.verb = SL_VERB_LIST,
          .kind = KIND,
          .subject = deed.subject,
          .detail = sl_buf_str(&alerts)},
    };
    for (size_t i = 1; i < picture->person_count; i++) {
        sl_seen_list_add(&seen, picture->persons[i].identity);
    }
    return sl_seen_list_say(&seen, access, deeds, 2, err);
}

enum sl_status sl_picture_open(
    struct sl_picture_loader *loader,
    const struct sl_picture_request *request,
    const struct sl_picture **ret_picture,
    struct sl_error *err
)
{
    struct sl_access *access = request->access;
    const struct sl_identity_id id = sl_identity_print(request->identity);
    struct sl_access_deed deed = { .verb = SL_VERB_READ,
                                   .kind = request->kind.len > 0 ? request->kind : KIND,
                                   .subject = sl_str_from(id.text) };
    struct sl_picture_request wanted = *request;
    struct sl_str notes[SL_PICTURE_FIND_NOTES + 1];
    SL_CLEANUP(sl_buf_finish) struct sl_buf note;

    sl_buf_init(&note, NOTE_BYTES);
    SL_TRY(sl_access_may(access, sl_picture_permission(access), &deed, err));
    if (sl_access_glass(access, request->identity)) {
        deed.verb = SL_VERB_OVERRIDE;
        SL_TRY(note_glass(access, request->identity, &note, err));
        notes[0] = sl_buf_str(&note);
        for (size_t i = 0; i < request->note_count && i < SL_PICTURE_FIND_NOTES; i++) {
            notes[i + 1] = request->notes[i];
        }
        wanted.notes = notes;
        wanted.note_count =
            1 + (request->note_count < SL_PICTURE_FIND_NOTES ? request->note_count
                                                             : SL_PICTURE_FIND_NOTES);
    }
    const enum sl_status status =
        sl_picture_load(loader, sl_access_store(access), &wanted, ret_picture, err);
    const struct sl_picture_share *share = sl_picture_loader_share(loader);
    if (status == SL_NOT_FOUND || (status == SL_OK && !share->is_held)) {
        return fail_nobody(access, share, deed.subject, err);
    }
    SL_TRY(status);
    return write_down(access, *ret_picture, share, deed, err);
}

enum sl_status sl_picture_take_out(
    struct sl_access *access,
    const struct sl_picture *picture,
    struct sl_str what,
    struct sl_error *err
)
{
    const struct sl_access_deed deed = {
        .verb = SL_VERB_EXPORT, .kind = KIND, .subject = picture->input->child, .detail = what
    };
    return sl_access_act(access, SL_MAY_EXPORT, &deed, err);
}
