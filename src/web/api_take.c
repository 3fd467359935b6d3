/* SPDX-License-Identifier: Apache-2.0 */
#include "web/api_take.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/intake_list.h"
#include "app/token.h"
#include "base/date.h"
#include "store/scratch_file.h"
#include "web/site_impl.h"

#define NAME_BYTES ((size_t)100)

static enum sl_status write_all(int fd, struct sl_str bytes, struct sl_error *err)
{
    while (bytes.len > 0) {
        const ssize_t count = write(fd, bytes.ptr, bytes.len);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            return sl_fail_io(err, "write", "what was sent", errno);
        }
        bytes = sl_str_part(bytes, (size_t)count, bytes.len);
    }
    return SL_OK;
}

enum sl_status
sl_api_file_open(struct sl_visit *visit, struct sl_api_file *ret_file, struct sl_error *err)
{
    const struct sl_request *request = visit->request;
    int fd = -1;

    *ret_file = (struct sl_api_file){ .fd = -1 };
    if (request->file != NULL) {
        (void)snprintf(ret_file->path, sizeof ret_file->path, "%s", request->file);
        return SL_OK;
    }
    SL_TRY(sl_store_scratch_file(sl_access_store(visit->access), &fd, err));
    ret_file->fd = fd;
    (void)snprintf(ret_file->path, sizeof ret_file->path, SL_REQUEST_FILE, fd);
    return write_all(fd, request->body, err);
}

void sl_api_file_close(struct sl_api_file *file)
{
    if (file->fd >= 0) {
        (void)close(file->fd);
        file->fd = -1;
    }
}

/* Where the file lies here says nothing to who sent it. */
static void hide_path(const char *path, char *text, size_t size)
{
    char rest[sizeof(((struct sl_error *)0)->detail)];
    char *found = strstr(text, path);

    if (found != NULL) {
        (void)snprintf(rest, sizeof rest, "%s", found + strlen(path));
        (void)snprintf(found, size - (size_t)(found - text), "the file%s", rest);
    }
}

enum sl_status sl_api_take(
    struct sl_visit *visit,
    const struct sl_api_taken *taken,
    struct sl_intake_result *ret_result,
    struct sl_error *err
)
{
    const struct sl_token *token = sl_access_program(visit->access);
    const struct sl_intake_plan plan = { .access = visit->access,
                                         .clock = visit->site->job.now_us };
    SL_CLEANUP(sl_buf_finish) struct sl_buf name;

    sl_buf_init(&name, NAME_BYTES);
    if (token->system.len > 0 && !sl_str_equal(token->system, taken->system)) {
        return sl_fail(err, SL_DENIED, "the token is for another system");
    }
    sl_buf_addf(&name, "sent on ");
    sl_date_print_instant(visit->now_us, &name);
    SL_TRY(sl_buf_status(&name, err));
    const struct sl_str agency = sl_arena_copy(visit->arena, taken->agency);
    const struct sl_str system = sl_arena_copy(visit->arena, taken->system);
    if (agency.ptr == NULL || system.ptr == NULL) {
        return sl_fail_memory(err);
    }
    const struct sl_intake_item item = {
        .agency = agency.ptr,
        .system = system.ptr,
        .format = taken->format,
        .path = taken->path,
        .name = name.ptr,
    };
    const enum sl_status status = sl_intake_item_take(&plan, &item, ret_result, err);
    if (status != SL_OK) {
        hide_path(taken->path, err->message, sizeof err->message);
        hide_path(taken->path, err->detail, sizeof err->detail);
    }
    return status;
}
