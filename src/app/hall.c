/* SPDX-License-Identifier: Apache-2.0 */
#include "app/hall.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "app/rights.h"
#include "base/memory.h"

#define MODE_COUNT 3

struct sl_room {
    struct sl_hall *hall;
    struct sl_room *next;                /* of those in which nobody is */
    struct sl_store *stores[MODE_COUNT]; /* by mode; NULL: not open */
    struct sl_policy_keep policy;
    struct sl_fold *fold; /* NULL until it is needed */
};

struct sl_hall {
    char store[4097];
    pthread_mutex_t lock;  /* over the rooms */
    struct sl_room *rooms; /* in which nobody is: the one that was left last comes first */
    struct sl_scribe *scribe;
    struct sl_keep *rights;
};

enum sl_status sl_hall_open(const char *store, struct sl_hall **ret_hall, struct sl_error *err)
{
    struct sl_hall *hall = sl_calloc(1, sizeof *hall);

    if (hall == NULL) {
        return sl_fail_memory(err);
    }
    (void)pthread_mutex_init(&hall->lock, NULL);
    const int len = snprintf(hall->store, sizeof hall->store, "%s", store);
    enum sl_status status = sl_scribe_open(&hall->scribe, err);
    if (status == SL_OK) {
        status = sl_keep_open(SL_RIGHTS_KEEP_BYTES, sl_rights_free, &hall->rights, err);
    }
    if (status == SL_OK && (len < 0 || (size_t)len >= sizeof hall->store)) {
        status = sl_fail(err, SL_LIMIT, "the name of the store is too long");
    }
    if (status != SL_OK) {
        sl_hall_close(hall);
        return status;
    }
    *ret_hall = hall;
    return SL_OK;
}

static void close_room(struct sl_room *room)
{
    for (size_t i = 0; i < MODE_COUNT; i++) {
        sl_store_close(room->stores[i]);
    }
    sl_policy_keep_finish(&room->policy);
    sl_fold_close(room->fold);
    sl_free(room);
}

void sl_hall_clear(struct sl_hall *hall)
{
    while (hall->rooms != NULL) {
        struct sl_room *room = hall->rooms;
        hall->rooms = room->next;
        close_room(room);
    }
    sl_keep_clear(hall->rights);
    sl_scribe_rest(hall->scribe);
}

void sl_hall_close(struct sl_hall *hall)
{
    if (hall == NULL) {
        return;
    }
    if (hall->rights != NULL) {
        sl_hall_clear(hall);
    }
    sl_keep_close(hall->rights);
    sl_scribe_close(hall->scribe);
    (void)pthread_mutex_destroy(&hall->lock);
    sl_free(hall);
}

const char *sl_hall_store(const struct sl_hall *hall)
{
    return hall->store;
}

struct sl_scribe *sl_hall_scribe(struct sl_hall *hall)
{
    return hall->scribe;
}

struct sl_keep *sl_hall_rights(struct sl_hall *hall)
{
    return hall->rights;
}

enum sl_status sl_hall_enter(struct sl_hall *hall, struct sl_room **ret_room, struct sl_error *err)
{
    (void)pthread_mutex_lock(&hall->lock);
    struct sl_room *room = hall->rooms;
    if (room != NULL) {
        hall->rooms = room->next;
    }
    (void)pthread_mutex_unlock(&hall->lock);
    if (room == NULL) {
        room = sl_calloc(1, sizeof *room);
        if (room == NULL) {
            return sl_fail_memory(err);
        }
        room->hall = hall;
        sl_policy_keep_init(&room->policy);
    }
    *ret_room = room;
    return SL_OK;
}

static void close_store(struct sl_room *room, enum sl_store_mode mode)
{
    sl_store_close_ptr(&room->stores[mode]);
}

void sl_hall_leave(struct sl_room *room)
{
    if (room == NULL) {
        return;
    }
    struct sl_hall *hall = room->hall;
    close_store(room, SL_STORE_WRITE);
    for (size_t i = 0; i < MODE_COUNT; i++) {
        if (room->stores[i] != NULL) {
            sl_store_rest(room->stores[i]);
        }
    }
    (void)pthread_mutex_lock(&hall->lock);
    room->next = hall->rooms;
    hall->rooms = room;
    (void)pthread_mutex_unlock(&hall->lock);
}

enum sl_status sl_room_store(
    struct sl_room *room, enum sl_store_mode mode, struct sl_store **ret_store, struct sl_error *err
)
{
    if (mode == SL_STORE_WRITE) {
        close_store(room, SL_STORE_READ);
        close_store(room, SL_STORE_BRIEF);
    }
    if (room->stores[mode] != NULL && !sl_store_is_current(room->stores[mode])) {
        close_store(room, mode);
    }
    if (room->stores[mode] == NULL) {
        SL_TRY(sl_store_open(room->hall->store, mode, &room->stores[mode], err));
    }
    *ret_store = room->stores[mode];
    return SL_OK;
}

struct sl_policy_keep *sl_room_policy(struct sl_room *room)
{
    return &room->policy;
}

enum sl_status sl_room_fold(struct sl_room *room, struct sl_fold **ret_fold, struct sl_error *err)
{
    if (room->fold == NULL) {
        SL_TRY(sl_fold_open(&room->fold, err));
    }
    *ret_fold = room->fold;
    return SL_OK;
}
