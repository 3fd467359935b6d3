/* SPDX-License-Identifier: Apache-2.0 */
#include "output.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/memory.h"
#include "write_council.h"

#define PATH_BYTES 1024
#define HEAD_BYTES ((size_t)1 << 16)
#define NAME_BYTES 800 /* of the wanted folder: leaves room for what is added */

/* A folder under its temporary name and the wanted one; empty when there is none. */
struct folder {
    char wanted[PATH_BYTES];
    char partial[PATH_BYTES];
};

struct sl_output {
    const struct sl_world *world;
    struct folder main;
    struct folder truth; /* empty when the truth lies in the other one */
    struct sl_file_writer *files[SL_STREAM_COUNT];
    bool begun[SL_STREAM_COUNT]; /* holds a record */
    uint64_t bytes;
};

/* Put parts together; the whole is known to fit. */
static void join(char path[PATH_BYTES], const char *folder, const char *name)
{
    (void)snprintf(path, PATH_BYTES, "%.*s/%.*s", NAME_BYTES + 100, folder, 100, name);
}

static enum sl_status name_folder(struct folder *folder, const char *path, struct sl_error *err)
{
    size_t len = strlen(path);
    while (len > 1 && path[len - 1] == '/') {
        len--;
    }
    if (len == 0 || len > NAME_BYTES) {
        return sl_fail(err, SL_USAGE, "the name of a folder has 1 to %d bytes", NAME_BYTES);
    }
    (void)snprintf(folder->wanted, PATH_BYTES, "%.*s", (int)len, path);
    (void)snprintf(folder->partial, PATH_BYTES, "%.*s.partial-%ld", (int)len, path, (long)getpid());
    return SL_OK;
}

/* The wanted folder must not be there, or hold nothing. */
static enum sl_status check_folder(const struct folder *folder, struct sl_error *err)
{
    DIR *listing = opendir(folder->wanted);
    if (listing == NULL) {
        return errno == ENOENT ? SL_OK : sl_fail_io(err, "open", folder->wanted, errno);
    }
    unsigned count = 0;
    while (readdir(listing) != NULL) {
        count++;
    }
    (void)closedir(listing);
    if (count > 2) {
        (void)sl_fail(err, SL_USAGE, "the folder '%s' is not empty", folder->wanted);
        sl_fail_hint(err, "Name a folder that does not exist yet.");
        return SL_USAGE;
    }
    return SL_OK;
}

static enum sl_status make_folder(const char *path, struct sl_error *err)
{
    if (mkdir(path, 0777) != 0 && errno != EEXIST) {
        return sl_fail_io(err, "create", path, errno);
    }
    return SL_OK;
}

/* The path of a stream's file in the folders under their temporary names. */
static void stream_path(const struct sl_output *output, unsigned stream, char path[PATH_BYTES])
{
    const struct sl_stream described = sl_stream_describe(stream);
    char folder[PATH_BYTES];
    if (described.agency != NULL) {
        join(path, output->main.partial, described.path);
    } else if (output->truth.partial[0] != '\0') {
        join(path, output->truth.partial, described.path);
    } else {
        join(folder, output->main.partial, "truth");
        join(path, folder, described.path);
    }
}

static bool is_within(const struct folder *folder, const char *path)
{
    return strncmp(path, folder->partial, strlen(folder->partial)) == 0;
}

/* Make the folders in which a file lies, below the temporary one. */
static enum sl_status make_parents(const char *path, size_t from, struct sl_error *err)
{
    char parent[PATH_BYTES];
    for (size_t i = from; path[i] != '\0'; i++) {
        if (path[i] == '/') {
            (void)snprintf(parent, PATH_BYTES, "%.*s", (int)i, path);
            SL_TRY(make_folder(parent, err));
        }
    }
    return SL_OK;
}

static enum sl_status open_stream(struct sl_output *output, unsigned stream, struct sl_error *err)
{
    char path[PATH_BYTES];
    stream_path(output, stream, path);
    const struct folder *folder = is_within(&output->main, path) ? &output->main : &output->truth;
    SL_TRY(make_parents(path, strlen(folder->partial) + 1, err));
    SL_TRY(sl_file_create(path, &output->files[stream], err));
    const bool census = stream < SL_STREAM_POLICE && stream % SL_COUNCIL_FILE_COUNT == SL_FILE_CIN;
    struct sl_buf head;
    sl_buf_init(&head, HEAD_BYTES);
    if (census) {
        const enum sl_council council = (enum sl_council)(stream / SL_COUNCIL_FILE_COUNT);
        sl_write_cin_header(output->world, council, &head);
    } else {
        sl_buf_add(&head, sl_str_from(sl_stream_describe(stream).before));
    }
    const enum sl_status status = sl_buf_status(&head, err);
    sl_file_write(output->files[stream], sl_buf_str(&head));
    output->bytes += head.len;
    sl_buf_finish(&head);
    return status;
}

static enum sl_status
open_all(struct sl_output *output, const char *path, const char *truth_path, struct sl_error *err)
{
    SL_TRY(name_folder(&output->main, path, err));
    SL_TRY(check_folder(&output->main, err));
    if (truth_path != NULL) {
        SL_TRY(name_folder(&output->truth, truth_path, err));
        SL_TRY(check_folder(&output->truth, err));
        SL_TRY(make_folder(output->truth.partial, err));
    }
    SL_TRY(make_folder(output->main.partial, err));
    for (unsigned stream = 0; stream < SL_STREAM_COUNT; stream++) {
        SL_TRY(open_stream(output, stream, err));
    }
    return SL_OK;
}

enum sl_status sl_output_open(
    const struct sl_world *world,
    const char *path,
    const char *truth_path,
    struct sl_output **ret_output,
    struct sl_error *err
)
{
    struct sl_output *output = sl_calloc(1, sizeof(*output));
    if (output == NULL) {
        return sl_fail_memory(err);
    }
    output->world = world;
    const enum sl_status status = open_all(output, path, truth_path, err);
    if (status != SL_OK) {
        sl_output_abandon(output);
        return status;
    }
    *ret_output = output;
    return SL_OK;
}

void sl_output_write(struct sl_output *output, unsigned stream, struct sl_str bytes)
{
    if (bytes.len > 0 && !output->begun[stream] && sl_stream_describe(stream).joined) {
        bytes = sl_str_part(bytes, 1, bytes.len);
    }
    output->begun[stream] = output->begun[stream] || bytes.len > 0;
    output->bytes += bytes.len;
    sl_file_write(output->files[stream], bytes);
}

uint64_t sl_output_bytes(const struct sl_output *output)
{
    return output->bytes;
}

/* One line a file: how `sightline intake` is to be told about it. */
static enum sl_status write_manifest(const struct sl_output *output, struct sl_error *err)
{
    char path[PATH_BYTES];
    struct sl_buf text;
    struct sl_file_writer *file = NULL;
    join(path, output->main.partial, "manifest.csv");
    sl_buf_init(&text, HEAD_BYTES);
    sl_buf_add(&text, SL_STR("agency,system,format,path\n"));
    for (unsigned stream = 0; stream < SL_STREAM_MENTIONS; stream++) {
        const struct sl_stream described = sl_stream_describe(stream);
        sl_csv_write_field(&text, sl_str_from(described.agency), true);
        sl_csv_write_field(&text, sl_str_from(described.system), false);
        sl_csv_write_field(&text, sl_str_from(described.format), false);
        sl_csv_write_field(&text, sl_str_from(described.path), false);
        sl_buf_add_byte(&text, '\n');
    }
    enum sl_status status = sl_buf_status(&text, err);
    if (status == SL_OK) {
        status = sl_file_create(path, &file, err);
    }
    if (status == SL_OK) {
        sl_file_write(file, sl_buf_str(&text));
        status = sl_file_commit(file, err);
    }
    sl_buf_finish(&text);
    return status;
}

static enum sl_status show_folder(struct folder *folder, struct sl_error *err)
{
    if (folder->partial[0] == '\0') {
        return SL_OK;
    }
    if (rename(folder->partial, folder->wanted) != 0) {
        return sl_fail_io(err, "create", folder->wanted, errno);
    }
    folder->partial[0] = '\0';
    return SL_OK;
}

static enum sl_status commit_all(struct sl_output *output, struct sl_error *err)
{
    for (unsigned stream = 0; stream < SL_STREAM_COUNT; stream++) {
        struct sl_file_writer *file = output->files[stream];
        const struct sl_str after = sl_str_from(sl_stream_describe(stream).after);
        output->files[stream] = NULL;
        sl_file_write(file, after);
        output->bytes += after.len;
        SL_TRY(sl_file_commit(file, err));
    }
    SL_TRY(write_manifest(output, err));
    SL_TRY(show_folder(&output->truth, err));
    return show_folder(&output->main, err);
}

enum sl_status sl_output_commit(struct sl_output *output, struct sl_error *err)
{
    const enum sl_status status = commit_all(output, err);
    if (status != SL_OK) {
        sl_output_abandon(output);
        return status;
    }
    sl_free(output);
    return SL_OK;
}

/* Remove the folders in which a file lies, the innermost first; those that hold more stay. */
static void remove_parents(char *path, size_t from)
{
    for (size_t i = strlen(path); i > from; i--) {
        if (path[i - 1] == '/') {
            path[i - 1] = '\0';
            (void)rmdir(path);
        }
    }
}

void sl_output_abandon(struct sl_output *output)
{
    if (output == NULL) {
        return;
    }
    char path[PATH_BYTES];
    for (unsigned stream = 0; stream < SL_STREAM_COUNT; stream++) {
        sl_file_abandon(output->files[stream]);
    }
    if (output->main.partial[0] != '\0') {
        join(path, output->main.partial, "manifest.csv");
        (void)unlink(path);
        for (unsigned stream = 0; stream < SL_STREAM_COUNT; stream++) {
            stream_path(output, stream, path);
            (void)unlink(path);
            const bool own = is_within(&output->main, path);
            remove_parents(path, strlen(own ? output->main.partial : output->truth.partial) + 1);
        }
        (void)rmdir(output->main.partial);
        (void)rmdir(output->truth.partial);
    }
    sl_free(output);
}
