/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/difference.h"

#include "sharing/plain.h"

/* What one agreement gives of a kind, by enum sl_change_when. */
struct given {
    enum sl_sight level[2];
    uint64_t fields[2]; /* of content */
};

struct comparing {
    const struct sl_agreement *before, *after;
    struct sl_difference *difference;
    size_t first; /* change of the pair and purpose that is looked at */
    struct sl_error *err;
};

static uint64_t party_bit(const struct sl_agreement *agreement, struct sl_str name)
{
    for (size_t i = 0; i < agreement->party_count; i++) {
        if (sl_str_equal(agreement->parties[i].name, name)) {
            return UINT64_C(1) << i;
        }
    }
    return 0;
}

static bool gives(const struct sl_share *share, uint64_t holder, uint64_t reader)
{
    return ((share->of & holder) != 0 && (share->to & reader) != 0) ||
           (share->both_ways && (share->to & holder) != 0 && (share->of & reader) != 0);
}

static void
add_given(struct given *given, enum sl_change_when when, enum sl_sight level, uint64_t fields)
{
    given->level[when] = level > given->level[when] ? level : given->level[when];
    given->fields[when] |= level == SL_SIGHT_CONTENT ? fields : 0;
}

/* What all shares of an agreement give together, for each kind. */
static void
add_up(const struct sl_agreement *agreement, const struct sl_change *asked, struct given *ret_given)
{
    const uint64_t holder = party_bit(agreement, asked->holder);
    const uint64_t reader = party_bit(agreement, asked->reader);

    for (unsigned kind = 0; kind < SL_SHARE_KIND_COUNT; kind++) {
        ret_given[kind] = (struct given){
            .level = {SL_SIGHT_REFUSED, SL_SIGHT_REFUSED}
        };
    }
    for (size_t i = 0; i < agreement->share_count; i++) {
        const struct sl_share *share = &agreement->shares[i];

        if (!gives(share, holder, reader) || (share->purposes & (1u << asked->purpose)) == 0) {
            continue;
        }
        for (unsigned kind = 0; kind < SL_SHARE_KIND_COUNT; kind++) {
            if ((share->kinds & SL_SHARE_BIT(kind)) != 0) {
                add_given(&ret_given[kind], SL_CHANGE_ALWAYS, share->level, share->fields);
                add_given(&ret_given[kind], SL_CHANGE_EMERGENCY, share->emergency, share->fields);
            }
        }
    }
}

static bool is_alike(const struct sl_change *left, const struct sl_change *right)
{
    return left->opens == right->opens && left->when == right->when &&
           left->before == right->before && left->after == right->after &&
           left->fields == right->fields;
}

/* Put a change of one kind down, with those of other kinds that are alike. */
static enum sl_status put_change(struct comparing *comparing, struct sl_change change)
{
    struct sl_difference *difference = comparing->difference;

    for (size_t i = comparing->first; i < difference->change_count; i++) {
        if (is_alike(&difference->changes[i], &change)) {
            difference->changes[i].kinds |= change.kinds;
            return SL_OK;
        }
    }
    if (difference->change_count == SL_CHANGE_LIMIT) {
        return sl_fail(comparing->err, SL_LIMIT, "more than %u changes", SL_CHANGE_LIMIT);
    }
    difference->changes[difference->change_count++] = change;
    return SL_OK;
}

/* What changes of one kind, always or in an emergency. */
static enum sl_status compare_when(
    struct comparing *comparing,
    struct sl_change change,
    const struct given *before,
    const struct given *after
)
{
    /* What is removed, and what is added. */
    const uint64_t fields[2] = { before->fields[change.when] & ~after->fields[change.when],
                                 after->fields[change.when] & ~before->fields[change.when] };

    change.before = before->level[change.when];
    change.after = after->level[change.when];
    if (change.before != change.after) {
        change.opens = change.after > change.before;
        change.fields = fields[0] | fields[1];
        return put_change(comparing, change);
    }
    for (unsigned opens = 0; opens < 2; opens++) {
        change.opens = opens == 1;
        change.fields = fields[opens];
        if (change.fields != 0) {
            SL_TRY(put_change(comparing, change));
        }
    }
    return SL_OK;
}

/* Is what is given in an emergency the same as always? */
static bool is_even(const struct given *given)
{
    return given->level[0] == given->level[1] && given->fields[0] == given->fields[1];
}

static enum sl_status compare_kind(
    struct comparing *comparing,
    struct sl_change change,
    const struct given *before,
    const struct given *after
)
{
    change.when = SL_CHANGE_ALWAYS;
    SL_TRY(compare_when(comparing, change, before, after));
    if (is_even(before) && is_even(after)) {
        return SL_OK;
    }
    change.when = SL_CHANGE_EMERGENCY;
    return compare_when(comparing, change, before, after);
}

/* All kinds of one holder, reader and purpose. */
static enum sl_status compare_cell(struct comparing *comparing, struct sl_change change)
{
    struct given before[SL_SHARE_KIND_COUNT];
    struct given after[SL_SHARE_KIND_COUNT];

    comparing->first = comparing->difference->change_count;
    add_up(comparing->before, &change, before);
    add_up(comparing->after, &change, after);
    for (unsigned kind = 0; kind < SL_SHARE_KIND_COUNT; kind++) {
        change.kinds = SL_SHARE_BIT(kind);
        SL_TRY(compare_kind(comparing, change, &before[kind], &after[kind]));
    }
    return SL_OK;
}

static enum sl_status
compare_pair(struct comparing *comparing, struct sl_str holder, struct sl_str reader)
{
    for (unsigned purpose = 0; purpose < SL_PURPOSE_RUNNING; purpose++) {
        const struct sl_change change = {
            .purpose = (enum sl_purpose)purpose,
            .holder = holder,
            .reader = reader,
        };
        SL_TRY(compare_cell(comparing, change));
    }
    return SL_OK;
}

/* The parties of both: those of the later one, then those that only the earlier one has. */
static size_t all_parties(const struct comparing *comparing, struct sl_str *ret_names)
{
    const struct sl_agreement *before = comparing->before, *after = comparing->after;
    size_t count = 0;

    for (size_t i = 0; i < after->party_count; i++) {
        ret_names[count++] = after->parties[i].name;
    }
    for (size_t i = 0; i < before->party_count; i++) {
        if (party_bit(after, before->parties[i].name) == 0) {
            ret_names[count++] = before->parties[i].name;
        }
    }
    return count;
}

enum sl_status sl_agreement_compare(
    const struct sl_agreement *before,
    const struct sl_agreement *after,
    struct sl_arena *arena,
    struct sl_difference *ret_difference,
    struct sl_error *err
)
{
    struct sl_difference difference = { .before = before->valid, .after = after->valid };
    struct comparing comparing = {
        .before = before, .after = after, .difference = &difference, .err = err
    };
    struct sl_str names[2 * SL_PARTY_LIMIT];
    const size_t name_count = all_parties(&comparing, names);

    difference.changes = sl_arena_alloc(arena, SL_CHANGE_LIMIT, sizeof(*difference.changes));
    if (difference.changes == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t reader = 0; reader < name_count; reader++) {
        for (size_t holder = 0; holder < name_count; holder++) {
            if (holder != reader) {
                SL_TRY(compare_pair(&comparing, names[holder], names[reader]));
            }
        }
    }
    *ret_difference = difference;
    return SL_OK;
}

static const char *sight_words(enum sl_sight sight)
{
    static const char *const words[] = {
        [SL_SIGHT_HIDDEN] = "nothing",
        [SL_SIGHT_REFUSED] = "nothing",
        [SL_SIGHT_EXISTENCE] = "existence",
        [SL_SIGHT_CONTENT] = "content",
    };
    return words[sight];
}

static void print_head(const struct sl_change *change, struct sl_buf *buf)
{
    const char *when = change->when == SL_CHANGE_EMERGENCY ? " in an emergency" : "";

    sl_buf_addf(buf, "%s", change->opens ? "+ " : "- ");
    if (change->before == change->after) {
        sl_buf_addf(buf, "%s fields%s: ", change->opens ? "more" : "fewer", when);
        sl_share_print_fields(change->fields, true, buf);
    } else {
        sl_buf_addf(
            buf, "%s instead of %s%s", sight_words(change->after), sight_words(change->before), when
        );
        if (change->fields != 0) {
            sl_buf_add(buf, SL_STR(", fields: "));
            sl_share_print_fields(change->fields, true, buf);
        }
    }
    sl_buf_add(buf, SL_STR("\n    of: "));
    sl_share_print_kinds(change->kinds, true, buf);
    sl_buf_add(buf, SL_STR("\n"));
}

/* May two changes stand under one head, and on one line below it? */
static bool has_head(const struct sl_change *left, const struct sl_change *right)
{
    return is_alike(left, right) && left->kinds == right->kinds;
}

static bool has_line(const struct sl_change *left, const struct sl_change *right)
{
    return has_head(left, right) && left->purpose == right->purpose &&
           sl_str_equal(left->reader, right->reader);
}

typedef bool same_fn(const struct sl_change *left, const struct sl_change *right);

/* Is it the first of its sort? */
static bool is_first(const struct sl_difference *difference, size_t index, same_fn *same)
{
    for (size_t i = 0; i < index; i++) {
        if (same(&difference->changes[i], &difference->changes[index])) {
            return false;
        }
    }
    return true;
}

/* "    bolton sees bury, gmp; to safeguard a child" */
static void print_line(const struct sl_difference *difference, size_t first, struct sl_buf *buf)
{
    const struct sl_change *lead = &difference->changes[first];
    const char *between = "";

    sl_buf_addf(buf, "    %.*s, of ", SL_STR_ARG(lead->reader));
    for (size_t i = first; i < difference->change_count; i++) {
        if (has_line(lead, &difference->changes[i])) {
            sl_buf_addf(buf, "%s%.*s", between, SL_STR_ARG(difference->changes[i].holder));
            between = ", ";
        }
    }
    sl_buf_addf(buf, ", %.*s\n", SL_STR_ARG(sl_purpose_terms()[lead->purpose].words));
}

static void print_side(const struct sl_difference *difference, bool opens, struct sl_buf *buf)
{
    for (size_t i = 0; i < difference->change_count; i++) {
        const struct sl_change *head = &difference->changes[i];

        if (head->opens != opens || !is_first(difference, i, has_head)) {
            continue;
        }
        print_head(head, buf);
        for (size_t j = i; j < difference->change_count; j++) {
            if (has_head(head, &difference->changes[j]) && is_first(difference, j, has_line)) {
                print_line(difference, j, buf);
            }
        }
    }
}

static void
print_day(const char *what, bool opens, int32_t before, int32_t after, struct sl_buf *buf)
{
    sl_buf_addf(buf, "%s %s ", opens ? "+" : "-", what);
    sl_plain_day(after, buf);
    sl_buf_add(buf, SL_STR(" instead of "));
    sl_plain_day(before, buf);
    sl_buf_add(buf, SL_STR("\n"));
}

static void print_days(const struct sl_difference *difference, bool opens, struct sl_buf *buf)
{
    const struct sl_span before = difference->before, after = difference->after;

    if (before.from != after.from && (after.from < before.from) == opens) {
        print_day("begins", opens, before.from, after.from, buf);
    }
    if (before.until != after.until && (after.until > before.until) == opens) {
        print_day("ends", opens, before.until, after.until, buf);
    }
}

void sl_difference_print(const struct sl_difference *difference, struct sl_buf *buf)
{
    const size_t start = buf->len;

    for (unsigned closes = 0; closes < 2; closes++) {
        const size_t begin = buf->len;

        sl_buf_addf(buf, "%s:\n", closes == 0 ? "More open" : "More closed");
        const size_t head_end = buf->len;
        print_days(difference, closes == 0, buf);
        print_side(difference, closes == 0, buf);
        if (buf->len == head_end) {
            sl_buf_cut(buf, begin);
        }
    }
    if (buf->len == start) {
        sl_buf_add(buf, SL_STR("The same is shared.\n"));
    }
}
