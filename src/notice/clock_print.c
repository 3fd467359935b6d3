/* SPDX-License-Identifier: Apache-2.0 */
#include "base/yaml.h"
#include "notice/clock.h"

static void print_line(const char *before, struct sl_str line, struct sl_buf *buf)
{
    sl_buf_addf(buf, "%s", before);
    sl_yaml_print_line(line, buf);
}

static void print_name(const char *before, const struct sl_term *term, struct sl_buf *buf)
{
    sl_buf_addf(buf, "%s%.*s", before, SL_STR_ARG(term->name));
}

static void print_limit(const char *before, struct sl_limit limit, struct sl_buf *buf)
{
    sl_buf_addf(buf, "%s", before);
    sl_limit_print(limit, buf);
}

/* The first term of a set; sets of catalogues have one. */
static unsigned first_bit(uint64_t set)
{
    return (unsigned)__builtin_ctzll(set);
}

/* The members of a pattern, without what stands around them. */
static void print_pattern(const struct sl_pattern *pattern, struct sl_buf *buf)
{
    print_name("event: ", &sl_event_kind_terms()[first_bit(pattern->kinds)], buf);
    print_name(", at: ", &sl_pattern_at_terms()[pattern->at], buf);
    if (pattern->roles != 0) {
        print_name(", role: ", &sl_role_terms()[first_bit(pattern->roles)], buf);
    }
    if (pattern->is_coded) {
        print_name(", attribute: ", &sl_attribute_terms()[pattern->attribute], buf);
        sl_buf_add(buf, SL_STR(", is: ["));
        for (size_t i = 0; i < pattern->text_count; i++) {
            print_line(i == 0 ? "" : ", ", pattern->texts[i], buf);
        }
        sl_buf_add(buf, SL_STR("]"));
    }
}

static void print_patterns(
    const char *name, const struct sl_pattern *patterns, size_t count, struct sl_buf *buf
)
{
    if (count > 0) {
        sl_buf_addf(buf, "\n    %s:", name);
    }
    for (size_t i = 0; i < count; i++) {
        sl_buf_add(buf, SL_STR("\n      - {"));
        print_pattern(&patterns[i], buf);
        sl_buf_add(buf, SL_STR("}"));
    }
}

static void print_times(const struct sl_clock *clock, struct sl_buf *buf)
{
    print_limit("\n    limit: ", clock->limit, buf);
    for (size_t i = 0; i < clock->then_count; i++) {
        print_limit(i == 0 ? "\n    then: [" : ", ", clock->then[i], buf);
    }
    sl_buf_addf(buf, "%s", clock->then_count > 0 ? "]" : "");
    if (clock->soon.count > 0) {
        print_limit("\n    soon: ", clock->soon, buf);
    }
}

static void print_clock(const struct sl_clock *clock, struct sl_buf *buf)
{
    print_line("  - id: ", clock->id, buf);
    print_line("\n    title: ", clock->title, buf);
    print_name("\n    basis: ", &sl_clock_basis_terms()[clock->basis], buf);
    print_line("\n    owner: ", clock->owner, buf);
    sl_buf_add(buf, SL_STR("\n    starts: {"));
    print_pattern(&clock->starts, buf);
    print_name(", which: ", &sl_clock_which_terms()[clock->which], buf);
    if (clock->leads_to != SL_EVENT_KIND_COUNT) {
        print_name(", leads_to: ", &sl_event_kind_terms()[clock->leads_to], buf);
    }
    sl_buf_add(buf, SL_STR("}"));
    print_patterns("stops", clock->stops, clock->stop_count, buf);
    print_patterns("ceases", clock->ceases, clock->cease_count, buf);
    print_times(clock, buf);
    sl_buf_add(buf, SL_STR("\n    source:"));
    print_line("\n      title: ", clock->source.title, buf);
    print_line("\n      version: ", clock->source.version, buf);
    print_line("\n      section: ", clock->source.section, buf);
    if (clock->note.len > 0) {
        print_line("\n    note: ", clock->note, buf);
    }
    sl_buf_add(buf, SL_STR("\n"));
}

void sl_clocks_print(const struct sl_clocks *clocks, struct sl_buf *buf)
{
    sl_buf_add(buf, SL_STR("format: sightline-clocks-1\nclocks:\n"));
    for (size_t i = 0; i < clocks->count; i++) {
        print_clock(&clocks->items[i], buf);
    }
}
