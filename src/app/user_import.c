/* SPDX-License-Identifier: Apache-2.0 */
#include "app/user_import.h"

#include <string.h>

#include "app/child_find.h"
#include "app/proposal.h"
#include "app/user_reach.h"
#include "base/array.h"
#include "base/csv.h"
#include "base/date.h"
#include "identity/identity_id.h"
#include "store/user.h"

/* Texts of all lines, for the entries. */
#define FILE_LIMIT_BYTES ((size_t)256 << 20)
/* What one line reads. */
#define LINE_LIMIT_BYTES ((size_t)8 << 20)

#define COLUMN_LIMIT 6

/* The columns of either file; from and until stand in both. */
enum { USER_ID, USER_NAME, USER_AGENCY, USER_ROLE, USER_FROM, USER_UNTIL, USER_COLUMNS };
enum { TIE_USER, TIE_CHILD, TIE_KIND, TIE_FROM, TIE_UNTIL, TIE_COLUMNS };

/* A file while it is taken in; the store has a transaction open. */
struct import {
    struct sl_access *access;
    struct sl_store *store;
    const char *path;
    struct sl_csv_reader *reader;
    const char *const *names; /* of the columns */
    size_t columns[COLUMN_LIMIT];
    size_t column_count;
    const struct sl_str *fields; /* of the line */
    size_t at;                   /* the column that is looked at, for a failure */
    struct sl_stamp stamp;
    struct sl_arena file; /* what the entries say */
    struct sl_arena line;
    struct sl_access_deed *deeds;
    size_t deed_count;
    struct sl_str *agencies; /* those within reach before the file made administrators of its own */
    size_t agency_count;
    struct sl_user_import_result result;
};

static const char *const user_columns[USER_COLUMNS] = { "id",   "name", "agency",
                                                        "role", "from", "until" };
static const char *const tie_columns[TIE_COLUMNS] = { "user", "child", "kind", "from", "until" };

/* The field of a column, without blanks around it; a failure is there from now on. */
static struct sl_str field(struct import *import, size_t column)
{
    import->at = column;
    return sl_str_trim(import->fields[import->columns[column]]);
}

static enum sl_status find_columns(struct import *import, struct sl_error *err)
{
    for (size_t i = 0; i < import->column_count; i++) {
        import->columns[i] = sl_csv_find(import->reader, sl_str_from(import->names[i]));
        if (import->columns[i] == SIZE_MAX) {
            sl_fail(err, SL_INVALID, "the file has no column '%s'", import->names[i]);
            sl_fail_detail(err, "%s", import->path);
            return SL_INVALID;
        }
    }
    return SL_OK;
}

/* Say where in the file a line does not fit. */
static enum sl_status fail_at(struct import *import, enum sl_status status, struct sl_error *err)
{
    sl_fail_detail(
        err,
        "%s:%llu, column %s",
        import->path,
        (unsigned long long)sl_csv_line(import->reader),
        import->names[import->at]
    );
    return status;
}

static enum sl_status
read_day(struct import *import, size_t column, int32_t *day, struct sl_error *err)
{
    const struct sl_str text = field(import, column);
    struct sl_date date;

    if (text.len == 0) {
        return SL_OK;
    }
    SL_TRY(sl_date_parse(text, &date, err));
    *day = sl_date_to_days(date);
    return SL_OK;
}

/* The days of a line; ret_named says whether it names the first. */
static enum sl_status read_span(
    struct import *import,
    size_t column,
    struct sl_span *ret_held,
    bool *ret_named,
    struct sl_error *err
)
{
    *ret_held = (struct sl_span){ sl_access_day(import->access), SL_SPAN_OPEN };
    *ret_named = field(import, column).len > 0;
    SL_TRY(read_day(import, column, &ret_held->from, err));
    return read_day(import, column + 1, &ret_held->until, err);
}

/* Is what is held what the line says? */
static bool is_same_span(struct sl_span held, struct sl_span wanted, bool from_named)
{
    return held.until == wanted.until && (!from_named || held.from == wanted.from);
}

static enum sl_status find_word(
    const struct sl_term *terms,
    unsigned count,
    struct sl_str word,
    unsigned *ret_term,
    struct sl_error *err
)
{
    *ret_term = sl_term_find(terms, count, word);
    if (*ret_term < count) {
        return SL_OK;
    }
    sl_fail(err, SL_INVALID, "'%.*s' is not known", SL_STR_ARG(word));
    return SL_INVALID;
}

/* Keep what the ledger is to say of a line. */
static enum sl_status add_deed(
    struct import *import,
    const char *kind,
    struct sl_str subject,
    struct sl_str detail,
    struct sl_error *err
)
{
    SL_TRY(
        sl_array_room(&import->file, &import->deeds, import->deed_count, sizeof *import->deeds, err)
    );
    const struct sl_access_deed deed = {
        .verb = SL_VERB_MANAGE,
        .kind = sl_str_from(kind),
        .subject = sl_arena_copy(&import->file, subject),
        .detail = sl_arena_copy(&import->file, detail),
    };
    if (deed.subject.ptr == NULL || deed.detail.ptr == NULL) {
        return sl_fail_memory(err);
    }
    import->deeds[import->deed_count++] = deed;
    return SL_OK;
}

/* May this user's agency be managed? What it was before the first line counts for all. */
static enum sl_status check_reach(struct import *import, struct sl_str agency, struct sl_error *err)
{
    bool has = false;

    for (size_t i = 0; i < import->agency_count; i++) {
        if (sl_str_equal(import->agencies[i], agency)) {
            return SL_OK;
        }
    }
    SL_TRY(sl_user_reach_has(import->access, agency, &has, err));
    if (!has) {
        sl_fail(err, SL_DENIED, "users of '%.*s' are not yours to manage", SL_STR_ARG(agency));
        sl_fail_hint(err, "It has an administrator of its own.");
        return SL_DENIED;
    }
    SL_TRY(sl_array_room(
        &import->file, &import->agencies, import->agency_count, sizeof *import->agencies, err
    ));
    const struct sl_str kept = sl_arena_copy(&import->file, agency);
    if (kept.ptr == NULL) {
        return sl_fail_memory(err);
    }
    import->agencies[import->agency_count++] = kept;
    return SL_OK;
}

/* The user of a line, who is there already or is added. */
static enum sl_status take_user(struct import *import, bool *ret_new, struct sl_error *err)
{
    struct sl_store_user found;
    struct sl_store_user user = {
        .name = field(import, USER_NAME),
        .agency = field(import, USER_AGENCY),
        .added = import->stamp,
    };

    user.id = field(import, USER_ID);
    SL_TRY(sl_store_user_id_check(user.id, err));
    const enum sl_status status =
        sl_store_user_find(import->store, user.id, &import->line, &found, err);
    if (status == SL_OK && found.ended.at != 0) {
        return sl_fail(err, SL_INVALID, "the account of '%.*s' has ended", SL_STR_ARG(user.id));
    }
    if (status == SL_OK && !sl_str_equal(found.agency, user.agency)) {
        import->at = USER_AGENCY;
        return sl_fail(err, SL_INVALID, "'%.*s' is of another agency already", SL_STR_ARG(user.id));
    }
    import->at = USER_AGENCY;
    SL_TRY(check_reach(import, user.agency, err));
    *ret_new = status == SL_NOT_FOUND;
    if (status != SL_NOT_FOUND) {
        return status;
    }
    import->result.user_count++;
    SL_TRY(add_deed(import, "user", user.id, SL_STR("add"), err));
    return sl_store_user_add(import->store, &user, err);
}

static enum sl_status has_role(
    struct import *import,
    const struct sl_store_role *wanted,
    bool from_named,
    bool *ret_has,
    struct sl_error *err
)
{
    struct sl_store_role role = { .id = 0 };

    for (*ret_has = false; !*ret_has;) {
        const enum sl_status status =
            sl_store_role_next(import->store, wanted->user, role.id, &import->line, &role, err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        *ret_has = role.role == wanted->role && role.ended.at == 0 &&
                   is_same_span(role.held, wanted->held, from_named);
    }
    return SL_OK;
}

/* What takes two administrators is done by no file. */
static enum sl_status
check_alone(const struct import *import, enum sl_user_role role, struct sl_error *err)
{
    bool is_joint = false;

    if (role != SL_USER_ADMINISTRATOR) {
        return SL_OK;
    }
    SL_TRY(sl_proposal_is_joint(import->access, &is_joint, err));
    if (!is_joint) {
        return SL_OK;
    }
    sl_fail(err, SL_DENIED, "another administrator must confirm who administrates");
    sl_fail_hint(err, "Take the line out, and give the role with 'sightline user role'.");
    return SL_DENIED;
}

/* One line of a file of users. */
static enum sl_status take_role(struct import *import, struct sl_error *err)
{
    struct sl_store_role role = { .given = import->stamp };
    unsigned term = 0;
    bool is_new = false;
    bool from_named = false;
    bool has = false;
    int64_t id = 0;

    SL_TRY(take_user(import, &is_new, err));
    const struct sl_str name = field(import, USER_ROLE);
    if (name.len == 0) {
        import->result.present_count += is_new ? 0 : 1;
        return SL_OK;
    }
    SL_TRY(find_word(sl_user_role_terms(), SL_USER_ROLE_COUNT, name, &term, err));
    SL_TRY(read_span(import, USER_FROM, &role.held, &from_named, err));
    role.role = (enum sl_user_role)term;
    role.user = field(import, USER_ID);
    SL_TRY(has_role(import, &role, from_named, &has, err));
    if (has) {
        import->result.present_count++;
        return SL_OK;
    }
    import->at = USER_ROLE;
    SL_TRY(check_alone(import, role.role, err));
    import->result.given_count++;
    SL_TRY(add_deed(import, "role", role.user, name, err));
    return sl_store_role_add(import->store, &role, &id, err);
}

static enum sl_status has_tie(
    struct import *import,
    const struct sl_store_tie *wanted,
    bool from_named,
    bool *ret_has,
    struct sl_error *err
)
{
    struct sl_store_tie tie = { .id = 0 };

    for (*ret_has = false; !*ret_has;) {
        const enum sl_status status =
            sl_store_tie_next(import->store, wanted->user, tie.id, &import->line, &tie, err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        *ret_has = tie.kind == wanted->kind && tie.ended.at == 0 && tie.source == wanted->source &&
                   sl_str_equal(tie.key, wanted->key) &&
                   is_same_span(tie.held, wanted->held, from_named);
    }
    return SL_OK;
}

/* Keep what the ledger is to say of a new tie: its subject is the child. */
static enum sl_status say_tie(
    struct import *import,
    const struct sl_child_found *child,
    struct sl_str user,
    struct sl_error *err
)
{
    const struct sl_identity_id id = sl_identity_print(child->identity);
    const struct sl_str subject =
        child->identity == 0 ? field(import, TIE_CHILD) : sl_str_from(id.text);
    struct sl_buf detail;

    sl_buf_init(&detail, 512);
    sl_buf_addf(
        &detail, "give %.*s to %.*s", SL_STR_ARG(field(import, TIE_KIND)), SL_STR_ARG(user)
    );
    const enum sl_status status = add_deed(import, "tie", subject, sl_buf_str(&detail), err);
    sl_buf_finish(&detail);
    return status;
}

/* One line of a file of relationships. */
static enum sl_status take_tie(struct import *import, struct sl_error *err)
{
    struct sl_store_tie tie = { .given = import->stamp };
    struct sl_child_found child;
    struct sl_store_user user;
    unsigned kind = 0;
    bool from_named = false;
    bool has = false;
    int64_t id = 0;

    SL_TRY(find_word(sl_tie_terms(), SL_USER_TIE_COUNT, field(import, TIE_KIND), &kind, err));
    SL_TRY(read_span(import, TIE_FROM, &tie.held, &from_named, err));
    tie.kind = (enum sl_user_tie_kind)kind;
    tie.user = field(import, TIE_USER);
    SL_TRY(sl_store_user_find(import->store, tie.user, &import->line, &user, err));
    SL_TRY(check_reach(import, user.agency, err));
    SL_TRY(sl_child_find(
        import->access, field(import, TIE_CHILD), user.agency, &import->line, &child, err
    ));
    tie.source = child.source;
    tie.key = child.key;
    SL_TRY(has_tie(import, &tie, from_named, &has, err));
    if (has) {
        import->result.present_count++;
        return SL_OK;
    }
    import->result.given_count++;
    SL_TRY(say_tie(import, &child, tie.user, err));
    import->at = TIE_USER;
    return sl_store_tie_add(import->store, &tie, &id, err);
}

static enum sl_status take_lines(struct import *import, struct sl_error *err)
{
    bool more = true;

    SL_TRY(find_columns(import, err));
    for (;;) {
        SL_TRY(sl_csv_next(import->reader, &import->fields, &more, err));
        if (!more) {
            return SL_OK;
        }
        sl_arena_reset(&import->line);
        import->result.line_count++;
        const enum sl_status status =
            import->names == user_columns ? take_role(import, err) : take_tie(import, err);
        if (status != SL_OK) {
            return fail_at(import, status, err);
        }
    }
}

/* The whole file in one transaction; the entries are on the disk before it is committed. */
static enum sl_status take_file(struct import *import, struct sl_error *err)
{
    SL_TRY(sl_csv_open(import->path, &import->reader, err));
    SL_TRY(sl_store_begin(import->store, err));
    enum sl_status status = take_lines(import, err);
    if (status == SL_OK && import->deed_count > 0) {
        status = sl_access_say(import->access, import->deeds, import->deed_count, err);
    }
    if (status != SL_OK) {
        sl_store_rollback(import->store);
        return status;
    }
    status = sl_store_commit(import->store, err);
    for (size_t i = 0; i < import->deed_count && status != SL_OK; i++) {
        status = sl_access_done(import->access, &import->deeds[i], status, err);
    }
    return status;
}

static enum sl_status
run(struct import *import, struct sl_user_import_result *ret_result, struct sl_error *err)
{
    const struct sl_access_deed deed = {
        .verb = SL_VERB_MANAGE,
        .kind = import->names == user_columns ? SL_STR("user") : SL_STR("tie"),
        .detail = SL_STR("import"),
    };

    SL_TRY(sl_access_may(import->access, SL_MAY_USERS, &deed, err));
    import->store = sl_access_store(import->access);
    import->stamp =
        (struct sl_stamp){ sl_access_user(import->access)->id, sl_access_now(import->access) };
    sl_arena_init(&import->file, FILE_LIMIT_BYTES);
    sl_arena_init(&import->line, LINE_LIMIT_BYTES);
    /* Lines that do not fit tell who is known: they leave a trace, too. */
    const enum sl_status status =
        sl_access_done(import->access, &deed, take_file(import, err), err);
    sl_csv_close(import->reader);
    sl_arena_finish(&import->line);
    sl_arena_finish(&import->file);
    if (status == SL_OK) {
        *ret_result = import->result;
    }
    return status;
}

enum sl_status sl_user_import(
    struct sl_access *access,
    const char *path,
    struct sl_user_import_result *ret_result,
    struct sl_error *err
)
{
    struct import import = {
        .access = access, .path = path, .names = user_columns, .column_count = USER_COLUMNS
    };

    return run(&import, ret_result, err);
}

enum sl_status sl_user_import_ties(
    struct sl_access *access,
    const char *path,
    struct sl_user_import_result *ret_result,
    struct sl_error *err
)
{
    struct import import = {
        .access = access, .path = path, .names = tie_columns, .column_count = TIE_COLUMNS
    };

    return run(&import, ret_result, err);
}
