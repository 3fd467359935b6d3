/* SPDX-License-Identifier: Apache-2.0 */
#include "logbook/logbook.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium/utils.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"
#include "ledger/batch.h"
#include "ledger/number.h"
#include "logbook/logbook_impl.h"

/* Room for the entries of a bundle, and for those of a batch. */
#define BUNDLE_LIMIT_BYTES  ((size_t)SL_TILE_WIDTH * (2 + SL_ENTRY_LEAF_BYTES))
#define PRIVATE_LIMIT_BYTES ((size_t)SL_TILE_WIDTH * 2 * SL_ENTRY_PART_BYTES)
#define PENDING_LIMIT_BYTES ((size_t)16 << 20)

/* How often one that waits looks whether the ledger is free. */
#define LOCK_PAUSE_MS 2u

/* The journal is emptied when it holds so much. */
#define JOURNAL_LIMIT_BYTES ((uint64_t)64 << 20)

/* A batch is full when less than this is free in each of its buffers. */
#define RESERVE_BYTES (2 * SL_ENTRY_PART_BYTES + SL_ENTRY_LEAF_BYTES)

static void init_buffers(struct sl_logbook *book)
{
    book->lock_fd = -1;
    book->journal_fd = -1;
    book->folder.fd = -1;
    sl_buf_init(&book->entries, BUNDLE_LIMIT_BYTES);
    sl_buf_init(&book->parts, PRIVATE_LIMIT_BYTES);
    sl_buf_init(&book->pending.hashes, PENDING_LIMIT_BYTES);
    sl_buf_init(&book->pending.entries, PENDING_LIMIT_BYTES);
    sl_buf_init(&book->pending.parts, PENDING_LIMIT_BYTES);
    sl_buf_init(&book->note, SL_CHECKPOINT_LIMIT_BYTES);
}

static void close_fd(int fd)
{
    if (fd >= 0) {
        (void)close(fd);
    }
}

void sl_logbook_close(struct sl_logbook *book)
{
    if (book == NULL) {
        return;
    }
    close_fd(book->journal_fd);
    close_fd(book->lock_fd);
    sl_folder_close(&book->folder);
    sl_buf_finish(&book->entries);
    sl_buf_finish(&book->parts);
    sl_buf_finish(&book->pending.hashes);
    sl_buf_finish(&book->pending.entries);
    sl_buf_finish(&book->pending.parts);
    sl_buf_finish(&book->note);
    sodium_memzero(book, sizeof *book);
    sl_free(book);
}

void sl_logbook_close_ptr(struct sl_logbook **book)
{
    sl_logbook_close(*book);
    *book = NULL;
}

/* Write the checkpoint of what the levels hold into book->note. */
static enum sl_status make_note(struct sl_logbook *book, struct sl_error *err)
{
    struct sl_tree_head head;

    sl_logbook_head(book, &head);
    sl_buf_clear(&book->note);
    sl_checkpoint_print(sl_str_from(book->signer.verifier.name), &head, &book->note);
    sl_checkpoint_sign(&book->signer, 0, &book->note);
    return sl_buf_status(&book->note, err);
}

static enum sl_status fail_use(struct sl_error *err)
{
    const enum sl_status status = sl_fail(err, SL_INVALID, "this is not a key for a ledger");
    sl_fail_hint(err, "It is a witness's; 'sightline ledger key NAME' makes one for a ledger.");
    return status;
}

/* The files of a ledger without entries. */
static enum sl_status write_first(struct sl_logbook *book, struct sl_error *err)
{
    struct sl_buf text;

    SL_TRY(make_note(book, err));
    sl_buf_init(&text, SL_CHECKPOINT_LIMIT_BYTES);
    sl_verifier_print(&book->signer.verifier, &text);
    sl_buf_add_byte(&text, '\n');
    enum sl_status status = sl_buf_status(&text, err);
    if (status == SL_OK) {
        status = sl_folder_replace(&book->folder, "key", sl_buf_str(&text), err);
    }
    sl_buf_finish(&text);
    SL_TRY(status);
    SL_TRY(sl_folder_replace(&book->folder, "journal", SL_STR(""), err));
    return sl_folder_replace(&book->folder, "checkpoint", sl_buf_str(&book->note), err);
}

enum sl_status
sl_logbook_create(const char *path, const struct sl_signer *signer, struct sl_error *err)
{
    struct sl_logbook *book = NULL;

    if (signer->verifier.use != SL_KEY_LEDGER) {
        return fail_use(err);
    }
    book = sl_calloc(1, sizeof *book);
    if (book == NULL) {
        return sl_fail_memory(err);
    }
    init_buffers(book);
    book->signer = *signer;
    enum sl_status status = sl_folder_make(&book->folder, path, err);
    if (status == SL_OK) {
        status = write_first(book, err);
    }
    sl_logbook_close(book);
    return status;
}

/* Try until it is free, or the time is over. */
static int lock_within(int fd, unsigned wait_ms)
{
    const struct timespec pause = { .tv_nsec = LOCK_PAUSE_MS * 1000000L };

    for (unsigned waited = 0; flock(fd, LOCK_EX | LOCK_NB) != 0; waited += LOCK_PAUSE_MS) {
        if (errno != EWOULDBLOCK || waited >= wait_ms) {
            return errno;
        }
        (void)nanosleep(&pause, NULL);
    }
    return 0;
}

static enum sl_status lock_book(struct sl_logbook *book, unsigned wait_ms, struct sl_error *err)
{
    errno = lock_within(book->lock_fd, wait_ms);
    if (errno == 0) {
        return SL_OK;
    }
    if (errno != EWOULDBLOCK) {
        return sl_folder_fail(&book->folder, "lock", "lock", err);
    }
    const enum sl_status status =
        sl_fail(err, SL_IO, "another process is writing to the ledger '%s'", book->folder.path);
    sl_fail_hint(err, "Wait until it has finished.");
    return status;
}

/* Say in the lock that it was this book that wrote last; nobody is told after a crash, as none
 * rests then. */
static enum sl_status take_turn(struct sl_logbook *book, struct sl_error *err)
{
    uint64_t last = 0;

    if (pread(book->lock_fd, &last, sizeof last, 0) < 0) {
        return sl_folder_fail(&book->folder, "read", "lock", err);
    }
    book->turn = last + 1;
    if (pwrite(book->lock_fd, &book->turn, sizeof book->turn, 0) != (ssize_t)sizeof book->turn) {
        return sl_folder_fail(&book->folder, "write", "lock", err);
    }
    return SL_OK;
}

static enum sl_status take_lock(struct sl_logbook *book, unsigned wait_ms, struct sl_error *err)
{
    book->lock_fd = openat(book->folder.fd, "lock", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (book->lock_fd < 0) {
        return sl_folder_fail(&book->folder, "open", "lock", err);
    }
    SL_TRY(lock_book(book, wait_ms, err));
    return take_turn(book, err);
}

static enum sl_status
open_book(struct sl_logbook *book, const char *path, unsigned wait_ms, struct sl_error *err)
{
    SL_TRY(sl_folder_open(&book->folder, path, err));
    SL_TRY(take_lock(book, wait_ms, err));
    book->journal_fd = openat(book->folder.fd, "journal", O_WRONLY | O_APPEND | O_CLOEXEC);
    if (book->journal_fd < 0) {
        return sl_folder_fail(&book->folder, "open", "journal", err);
    }
    return sl_logbook_load(book, err);
}

enum sl_status sl_logbook_open_within(
    const char *path,
    const struct sl_signer *signer,
    unsigned wait_ms,
    struct sl_logbook **ret_book,
    struct sl_error *err
)
{
    if (signer->verifier.use != SL_KEY_LEDGER) {
        return fail_use(err);
    }
    struct sl_logbook *book = sl_calloc(1, sizeof *book);
    if (book == NULL) {
        return sl_fail_memory(err);
    }
    init_buffers(book);
    book->signer = *signer;
    const enum sl_status status = open_book(book, path, wait_ms, err);
    if (status != SL_OK) {
        sl_logbook_close(book);
        return status;
    }
    *ret_book = book;
    return SL_OK;
}

enum sl_status sl_logbook_open(
    const char *path,
    const struct sl_signer *signer,
    struct sl_logbook **ret_book,
    struct sl_error *err
)
{
    return sl_logbook_open_within(path, signer, 0, ret_book, err);
}

void sl_logbook_rest(struct sl_logbook *book)
{
    SL_ASSERT(book->pending.count == 0);
    (void)flock(book->lock_fd, LOCK_UN);
}

enum sl_status sl_logbook_resume(
    struct sl_logbook *book, unsigned wait_ms, bool *ret_is_same, struct sl_error *err
)
{
    uint64_t last = 0;

    SL_TRY(lock_book(book, wait_ms, err));
    if (pread(book->lock_fd, &last, sizeof last, 0) < 0) {
        return sl_folder_fail(&book->folder, "read", "lock", err);
    }
    *ret_is_same = last == book->turn && !book->is_broken;
    return SL_OK;
}

static enum sl_status check_usable(const struct sl_logbook *book, struct sl_error *err)
{
    if (!book->is_broken) {
        return SL_OK;
    }
    return sl_fail(err, SL_IO, "the ledger '%s' could not be written before", book->folder.path);
}

/* Salts for one entry: used once, and then forgotten. */
static enum sl_status draw_salts(struct sl_logbook *book, uint8_t **ret_salts, struct sl_error *err)
{
    if (book->salts_left == 0) {
        size_t len = 0;
        while (len < sizeof book->salts) {
            const ssize_t count =
                getrandom((uint8_t *)book->salts + len, sizeof book->salts - len, 0);
            if (count < 0 && errno != EINTR) {
                return sl_folder_fail(&book->folder, "write", "journal", err);
            }
            len += count < 0 ? 0 : (size_t)count;
        }
        book->salts_left = SL_LOGBOOK_SALTS;
    }
    *ret_salts = book->salts[--book->salts_left];
    return SL_OK;
}

static bool has_room(const struct sl_buf *buf)
{
    return buf->limit_bytes - buf->len >= RESERVE_BYTES;
}

/* Print an entry into the batch: the leaf with its length before it, and its hash. */
static enum sl_status
print_entry(struct sl_logbook *book, const struct sl_deed *deed, struct sl_error *err)
{
    struct sl_pending *pending = &book->pending;
    const size_t before = pending->entries.len;
    uint8_t *salts = NULL;
    struct sl_digest hash;

    SL_TRY(draw_salts(book, &salts, err));
    sl_number_add(&pending->entries, 2, 0);
    const enum sl_status status =
        sl_entry_print(deed, salts, &pending->entries, &pending->parts, err);
    sodium_memzero(salts, sizeof book->salts[0]);
    if (status != SL_OK) {
        sl_buf_cut(&pending->entries, before);
        return status;
    }
    char *place = pending->entries.ptr + before;
    const size_t len = pending->entries.len - before - 2;
    place[0] = (char)(unsigned char)(len >> 8);
    place[1] = (char)(unsigned char)len;
    sl_tree_leaf((struct sl_str){ .ptr = place + 2, .len = len }, &hash);
    sl_buf_add(&pending->hashes, (struct sl_str){ .ptr = (char *)hash.bytes, .len = sizeof hash });
    return sl_buf_status(&pending->hashes, err);
}

enum sl_status sl_logbook_add(
    struct sl_logbook *book, const struct sl_deed *deed, uint64_t *ret_index, struct sl_error *err
)
{
    struct sl_deed dated = *deed;

    SL_TRY(check_usable(book, err));
    if (!has_room(&book->pending.entries) || !has_room(&book->pending.parts)) {
        return sl_fail(err, SL_LIMIT, "too many entries for the ledger were added at once");
    }
    if (deed->when_us >= 0 && deed->when_us < book->last_when_us) {
        dated.when_us = book->last_when_us;
    }
    if (book->last_when_us > 0 && dated.when_us - book->last_when_us > SL_LOGBOOK_LEAP_US) {
        sl_fail(err, SL_INVALID, "the clock is years ahead of the ledger's last entry");
        sl_fail_hint(err, "Put the clock of this machine right.");
        return SL_INVALID;
    }
    const enum sl_status status = print_entry(book, &dated, err);
    book->is_broken = status != SL_OK && status != SL_INVALID;
    SL_TRY(status);
    book->last_when_us = dated.when_us;
    if (ret_index != NULL) {
        *ret_index = book->committed + book->pending.count;
    }
    book->pending.count++;
    return SL_OK;
}

/* Put the entries of the batch into the levels. */
static enum sl_status put_pending(struct sl_logbook *book, struct sl_error *err)
{
    struct sl_str entries = sl_buf_str(&book->pending.entries);
    struct sl_str parts = sl_buf_str(&book->pending.parts);
    struct sl_logbook_slice slice;
    struct sl_digest hash;

    for (uint64_t i = 0; i < book->pending.count; i++) {
        sl_logbook_take(&entries, &parts, &slice);
        memcpy(&hash, book->pending.hashes.ptr + i * sizeof hash, sizeof hash);
        SL_TRY(sl_logbook_put(book, &hash, &slice, err));
    }
    return SL_OK;
}

/* Write what is in the vector, whatever it takes. Gives 0 or an errno value. */
static int write_vector(int fd, struct iovec *parts, int count)
{
    while (count > 0) {
        const ssize_t written = writev(fd, parts, count);
        if (written < 0 && errno != EINTR) {
            return errno;
        }
        size_t left = written < 0 ? 0 : (size_t)written;
        for (; count > 0 && left >= parts->iov_len; parts++, count--) {
            left -= parts->iov_len;
        }
        if (count > 0) {
            parts->iov_base = (char *)parts->iov_base + left;
            parts->iov_len -= left;
        }
    }
    return 0;
}

static struct iovec vector_of(const struct sl_buf *buf)
{
    return (struct iovec){ .iov_base = buf->ptr, .iov_len = buf->len };
}

static enum sl_status write_batch(struct sl_logbook *book, struct sl_error *err)
{
    struct sl_pending *pending = &book->pending;
    const struct sl_batch batch = {
        .first = book->committed,
        .count = pending->count,
        .note = sl_buf_str(&book->note),
        .hashes = sl_buf_str(&pending->hashes),
        .entries = sl_buf_str(&pending->entries),
        .parts = sl_buf_str(&pending->parts),
    };
    struct sl_buf head;

    sl_buf_init(&head, SL_BATCH_HEAD_BYTES + SL_CHECKPOINT_LIMIT_BYTES);
    sl_batch_print_head(&batch, &head);
    struct iovec parts[] = {
        vector_of(&head),
        vector_of(&pending->hashes),
        vector_of(&pending->entries),
        vector_of(&pending->parts),
    };
    enum sl_status status = sl_buf_status(&head, err);
    if (status == SL_OK) {
        errno = write_vector(book->journal_fd, parts, sizeof parts / sizeof parts[0]);
        if (errno != 0 || fdatasync(book->journal_fd) != 0) {
            status = sl_folder_fail(&book->folder, "write", "journal", err);
        }
    }
    book->journal_bytes += head.len + batch.hashes.len + batch.entries.len + batch.parts.len;
    sl_buf_finish(&head);
    return status;
}

static enum sl_status commit_batch(struct sl_logbook *book, struct sl_error *err)
{
    struct sl_pending *pending = &book->pending;
    const uint64_t journal_bytes = book->journal_bytes;

    SL_TRY(put_pending(book, err));
    SL_TRY(make_note(book, err));
    const enum sl_status status = write_batch(book, err);
    if (status != SL_OK) {
        /* Take off what was written of it, if the disk lets us. */
        const int cut = ftruncate(book->journal_fd, (off_t)journal_bytes);
        (void)cut;
        return status;
    }
    book->committed += pending->count;
    pending->count = 0;
    sl_buf_clear(&pending->hashes);
    sl_buf_clear(&pending->entries);
    sl_buf_clear(&pending->parts);
    return SL_OK;
}

enum sl_status sl_logbook_commit(struct sl_logbook *book, struct sl_error *err)
{
    SL_TRY(check_usable(book, err));
    if (book->pending.count == 0) {
        return SL_OK;
    }
    enum sl_status status = commit_batch(book, err);
    const bool is_long = book->committed - book->published >= SL_LOGBOOK_PUBLISH_COUNT ||
                         book->journal_bytes >= JOURNAL_LIMIT_BYTES;
    if (status == SL_OK && is_long) {
        status = sl_logbook_spread(book, err);
    }
    book->is_broken = status != SL_OK;
    return status;
}

enum sl_status sl_logbook_publish(struct sl_logbook *book, struct sl_error *err)
{
    SL_TRY(sl_logbook_commit(book, err));
    if (book->committed == book->published) {
        return SL_OK;
    }
    const enum sl_status status = sl_logbook_spread(book, err);
    book->is_broken = status != SL_OK;
    return status;
}

int64_t sl_logbook_last_when(const struct sl_logbook *book)
{
    return book->last_when_us;
}

uint64_t sl_logbook_count(const struct sl_logbook *book)
{
    return book->committed + book->pending.count;
}

const struct sl_logbook_cut *sl_logbook_cut(const struct sl_logbook *book)
{
    return &book->cut;
}
