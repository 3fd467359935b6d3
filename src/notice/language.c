/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/language.h"

#include "base/array.h"
#include "notice/catalogue_read.h"

/* What a place in a text is. */
enum unit { END, WORD, JOIN, BREAK };

/* A place: what stands there, folded, and how many bytes it takes. */
struct place {
    enum unit unit;
    char byte;
    size_t len;
};

/* In UTF-8, U+2000 to U+203F begin like this: dashes and quotation marks among them. */
#define PUNCTUATION SL_STR("\xe2\x80")
#define RIGHT_QUOTE 0x99u

static bool is_letter(char byte)
{
    const unsigned char value = (unsigned char)byte;

    return (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z') ||
           (value >= '0' && value <= '9') || value >= 0x80;
}

/* Does a word go on behind an apostrophe of so many bytes? */
static bool is_inside(struct sl_str text, size_t at, size_t len)
{
    return at > 0 && is_letter(text.ptr[at - 1]) && at + len < text.len &&
           is_letter(text.ptr[at + len]);
}

static struct place place_at(struct sl_str text, size_t at)
{
    if (at >= text.len) {
        return (struct place){ .unit = END };
    }
    const char byte = text.ptr[at];
    const struct sl_str rest = sl_str_part(text, at, text.len);
    if (rest.len > 2 && sl_str_starts(rest, PUNCTUATION)) {
        const bool is_quote = (unsigned char)rest.ptr[2] == RIGHT_QUOTE;
        return is_quote && is_inside(text, at, 3) ? (struct place){ WORD, '\'', 3 }
                                                  : (struct place){ BREAK, '\0', 3 };
    }
    if (byte == '\'' && is_inside(text, at, 1)) {
        return (struct place){ WORD, byte, 1 };
    }
    if (is_letter(byte)) {
        return (struct place
        ){ WORD, (char)(byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte), 1 };
    }
    const bool joins = byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '-';
    return (struct place){ joins ? JOIN : BREAK, '\0', 1 };
}

/* The place behind blanks and hyphens. */
static size_t skip_joins(struct sl_str text, size_t at)
{
    for (struct place place = place_at(text, at); place.unit == JOIN; place = place_at(text, at)) {
        at += place.len;
    }
    return at;
}

/*
 * How a form compares with the words from a place on: 0 when they are these, and then where they
 * end; else negative when the form comes first.
 *
 *   limit  bytes of the form that are compared
 */
static int
compare_form(struct sl_str form, size_t limit, struct sl_str text, size_t at, size_t *ret_end)
{
    for (size_t i = 0; i < limit; i++) {
        const struct place place = place_at(text, at);
        /* A blank comes before all letters. */
        const char there = place.unit == WORD ? place.byte : place.unit == JOIN ? ' ' : '\0';
        if (form.ptr[i] != there) {
            return (unsigned char)form.ptr[i] < (unsigned char)there ? -1 : 1;
        }
        at = place.unit == JOIN ? skip_joins(text, at) : at + place.len;
    }
    *ret_end = at;
    return place_at(text, at).unit == WORD ? -1 : 0;
}

enum sl_status sl_language_fold(
    struct sl_str text, struct sl_arena *arena, struct sl_str *ret_form, struct sl_error *err
)
{
    char *form = sl_arena_alloc(arena, text.len + 1, 1);
    size_t len = 0;
    size_t at = skip_joins(text, 0);

    if (form == NULL) {
        return sl_fail_memory(err);
    }
    for (struct place place = place_at(text, at); place.unit != END; place = place_at(text, at)) {
        if (place.unit == BREAK) {
            len = 0;
            break;
        }
        at = place.unit == JOIN ? skip_joins(text, at) : at + place.len;
        if (place.unit == WORD || at < text.len) {
            form[len++] = place.unit == WORD ? place.byte : ' ';
        }
    }
    *ret_form = (struct sl_str){ form, len };
    return SL_OK;
}

static size_t first_word_len(struct sl_str form)
{
    return sl_str_find(form, SL_STR(" "));
}

/* The first form whose first word is not before the word at a place. */
static size_t lower_bound(const struct sl_language *language, struct sl_str text, size_t at)
{
    size_t low = 0, high = language->form_count, end = 0;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const struct sl_str form = language->forms[middle].text;
        if (compare_form(form, first_word_len(form), text, at, &end) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The longest form at a place, and where it ends; form_count: none. */
static size_t
longest_at(const struct sl_language *language, struct sl_str text, size_t at, size_t *ret_end)
{
    size_t found = language->form_count;

    for (size_t i = lower_bound(language, text, at); i < language->form_count; i++) {
        const struct sl_str form = language->forms[i].text;
        size_t end = 0;
        if (compare_form(form, first_word_len(form), text, at, &end) != 0) {
            break;
        }
        if (compare_form(form, form.len, text, at, &end) == 0 &&
            (found == language->form_count || end > *ret_end)) {
            found = i;
            *ret_end = end;
        }
    }
    return found;
}

/* Behind the word at a place, or behind what is none. */
static size_t skip_word(struct sl_str text, size_t at)
{
    struct place place = place_at(text, at);

    if (place.unit != WORD) {
        return at + place.len;
    }
    for (; place.unit == WORD; place = place_at(text, at)) {
        at += place.len;
    }
    return at;
}

enum sl_status sl_language_find(
    const struct sl_language *language,
    struct sl_str text,
    struct sl_arena *arena,
    const struct sl_language_hit **ret_hits,
    size_t *ret_count,
    struct sl_error *err
)
{
    struct sl_language_hit *hits = NULL;
    size_t count = 0;

    for (size_t at = 0; language != NULL && at < text.len;) {
        size_t end = 0;
        const bool is_word = place_at(text, at).unit == WORD;
        const size_t form = is_word ? longest_at(language, text, at, &end) : language->form_count;
        if (form == language->form_count) {
            at = skip_word(text, at);
            continue;
        }
        SL_TRY(sl_array_room(arena, &hits, count, sizeof(*hits), err));
        hits[count++] = (struct sl_language_hit){
            .phrase = &language->phrases[language->forms[form].phrase],
            .text = sl_str_part(text, at, end - at),
        };
        at = end;
    }
    *ret_hits = hits;
    *ret_count = count;
    return SL_OK;
}

static void
print_list(const char *name, const struct sl_str *items, size_t count, struct sl_buf *buf)
{
    sl_buf_addf(buf, "    %s:\n", name);
    for (size_t i = 0; i < count; i++) {
        sl_buf_add(buf, SL_STR("    - "));
        sl_yaml_print_line(items[i], buf);
        sl_buf_add(buf, SL_STR("\n"));
    }
}

void sl_language_print(const struct sl_language *language, struct sl_buf *buf)
{
    sl_buf_add(buf, SL_STR("format: sightline-language-1\n"));
    sl_indicator_sources_print(language->sources, language->source_count, buf);
    sl_buf_add(buf, SL_STR("phrases:\n"));
    for (size_t i = 0; i < language->phrase_count; i++) {
        const struct sl_language_phrase *phrase = &language->phrases[i];
        sl_buf_add(buf, SL_STR("  - source: "));
        sl_yaml_print_line(phrase->source->name, buf);
        sl_buf_add(buf, SL_STR("\n    why: "));
        sl_yaml_print_line(phrase->why, buf);
        sl_buf_add(buf, SL_STR("\n"));
        print_list("phrase", phrase->forms, phrase->form_count, buf);
        print_list("better", phrase->better, phrase->better_count, buf);
    }
}
