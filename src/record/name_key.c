/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a key is made, for each word:
 *
 *   1. a spelling in sl_name_variants becomes the one that stands for it;
 *   2. "abdul" before at least four letters becomes a word of its own;
 *   3. the ends of Slavic surnames become one: -sky, -cky, -wicz and -vich, -off; then w is v;
 *   4. consonants become sounds by the rules below, doubled ones become single;
 *   5. vowels: the first run of them and one at the end become a class of sound, those between
 *      become "e", and an "e" that is only written at the end is dropped.
 *
 * Consonants carry the identity of a name and vowels its spelling, but dropping all vowels would
 * make Mary, Moore and Murray one. The letter c in a key is the sound of "church", x of "ship".
 */
#include <stdbool.h>
#include <string.h>

#include "record/name.h"
#include "record/name_data.h"
#include "record/words.h"

/* Words longer than this are keyed by their first bytes only. */
#define WORD_LIMIT 64
/* A letter becomes at most two. */
#define KEY_LIMIT ((size_t)2 * WORD_LIMIT)

/* Where in a word a rule holds. */
enum rule_place { PLACE_ANY, PLACE_START, PLACE_END };

/* `from` becomes the sounds `to`, when one of the letters `before` follows (NULL: whatever). */
struct rule {
    const char *from;
    const char *to;
    const char *before;
    enum rule_place place;
};

#define FRONT_VOWELS "eiy"
#define VOWELS       "aeiouy"

/* By first letter; of one letter, the first rule that holds is taken. Other letters stay. */
/* clang-format off */
static const struct rule rules[] = {
    { "bh", "b", NULL, PLACE_ANY },
    { "chr", "kr", NULL, PLACE_ANY },
    { "chl", "kl", NULL, PLACE_ANY },
    { "ch", "c", NULL, PLACE_ANY },
    { "ck", "k", NULL, PLACE_ANY },
    { "cq", "k", NULL, PLACE_ANY },
    { "cz", "c", NULL, PLACE_ANY },
    { "c", "s", FRONT_VOWELS, PLACE_ANY },
    { "c", "k", NULL, PLACE_ANY },
    { "dg", "j", FRONT_VOWELS, PLACE_ANY },
    { "dh", "d", NULL, PLACE_ANY },
    { "dt", "t", NULL, PLACE_END },
    { "dzh", "j", NULL, PLACE_ANY },
    { "ght", "t", NULL, PLACE_ANY },
    { "gh", "g", VOWELS, PLACE_ANY },
    { "gh", "g", "n", PLACE_ANY },
    { "gh", "", NULL, PLACE_ANY },
    { "gn", "n", NULL, PLACE_START },
    { "i", "y", "u", PLACE_START },
    { "kh", "k", NULL, PLACE_ANY },
    { "kn", "n", NULL, PLACE_START },
    { "ngh", "ng", NULL, PLACE_ANY },
    { "ph", "f", NULL, PLACE_ANY },
    { "pf", "f", NULL, PLACE_START },
    { "ps", "s", NULL, PLACE_START },
    { "qu", "k", VOWELS, PLACE_ANY },
    { "q", "k", NULL, PLACE_ANY },
    { "rh", "r", NULL, PLACE_START },
    { "sch", "x", NULL, PLACE_ANY },
    { "sh", "x", NULL, PLACE_ANY },
    { "szcz", "xc", NULL, PLACE_ANY },
    { "sz", "s", NULL, PLACE_ANY },
    { "sc", "s", FRONT_VOWELS, PLACE_ANY },
    { "tch", "c", NULL, PLACE_ANY },
    { "tsch", "c", NULL, PLACE_ANY },
    { "th", "t", NULL, PLACE_ANY },
    { "wh", "w", NULL, PLACE_ANY },
    { "wr", "r", NULL, PLACE_START },
    { "x", "z", NULL, PLACE_START },
    { "x", "ks", NULL, PLACE_ANY },
    { "z", "z", NULL, PLACE_START },
    { "zh", "j", NULL, PLACE_ANY },
    { "z", "s", NULL, PLACE_ANY },
};
/* clang-format on */

/* An end of Slavic surnames and its one form; a word that has one writes the sound of v as w. */
struct slavic_end {
    const char *end;
    const char *form;
};

/* A word on its way to its key. */
struct word {
    char text[WORD_LIMIT]; /* what is still to be read, after steps 1 to 3 */
    size_t len;
    size_t at;         /* first byte not read yet */
    size_t run_count;  /* vowel runs so far */
    size_t run_len;    /* letters of the last one */
    size_t consonants; /* letters since the last one */
    size_t key_len;
    char key[KEY_LIMIT];
};

static char peek(const struct word *word, size_t ahead)
{
    return word->at + ahead < word->len ? word->text[word->at + ahead] : '\0';
}

static bool one_of(const char *letters, char byte)
{
    return byte != '\0' && strchr(letters, byte) != NULL;
}

/* Is the letter at this distance part of a vowel run, given what stands before it in the word? */
static bool in_run(const struct word *word, size_t ahead)
{
    const char byte = peek(word, ahead);
    const char next = peek(word, ahead + 1);
    const size_t index = word->at + ahead;
    switch (byte) {
    case 'a':
    case 'e':
    case 'o':
    case 'u':
        return true;
    case 'i':
        return index > 0 || next != 'u'; /* passports write Yulia as Iuliia */
    case 'y':
        return index > 0 || !one_of(VOWELS, next);
    case 'w':
        return index > 0 && one_of(VOWELS, word->text[index - 1]) && !one_of(VOWELS, next) &&
               next != 'h' && next != 'r';
    default:
        return false;
    }
}

/* Does nothing more sound behind this distance: the end, or an h or gh there? */
static bool only_silent(const struct word *word, size_t ahead)
{
    const size_t left = word->len - word->at - ahead;
    return left == 0 || (left == 1 && peek(word, ahead) == 'h') ||
           (left == 2 && peek(word, ahead) == 'g' && peek(word, ahead + 1) == 'h');
}

static bool has(const char *run, size_t len, char letter)
{
    return memchr(run, letter, len) != NULL;
}

/* The class of a run that begins with a: Ann, Aisha, Laura. */
static const char *class_of_a(const char *run, size_t len)
{
    if (has(run, len, 'i') || has(run, len, 'y') || has(run, len, 'e')) {
        return "ai";
    }
    return has(run, len, 'u') || has(run, len, 'w') || has(run, len, 'o') ? "o" : "a";
}

/* With e: Ben, Leo, Reed. */
static const char *class_of_e(const char *run, size_t len)
{
    if (len == 1) {
        return "e";
    }
    if (has(run, len, 'u') || has(run, len, 'w')) {
        return "u";
    }
    return has(run, len, 'o') ? "io" : "i";
}

/* With i or y: Smyth, Ian, Fiona. */
static const char *class_of_i(const char *run, size_t len)
{
    if (has(run, len, 'a')) {
        return "ia";
    }
    return has(run, len, 'o') ? "io" : "i";
}

/* With o: Tom, Joan, Joyce, Noor. */
static const char *class_of_o(const char *run, size_t len)
{
    if (has(run, len, 'a')) {
        return "oa";
    }
    if (has(run, len, 'i') || has(run, len, 'y')) {
        return "oi";
    }
    const bool doubled = len > 1 && run[1] == 'o';
    return doubled || has(run, len, 'u') ? "u" : "o";
}

/* With u: Una, Juan, Guy. */
static const char *class_of_u(const char *run, size_t len)
{
    if (has(run, len, 'a')) {
        return "ua";
    }
    return has(run, len, 'i') || has(run, len, 'y') ? "ui" : "u";
}

static const char *vowel_class(const char *run, size_t len)
{
    switch (run[0]) {
    case 'a':
        return class_of_a(run, len);
    case 'e':
        return class_of_e(run, len);
    case 'o':
        return class_of_o(run, len);
    case 'u':
        return class_of_u(run, len);
    default:
        return class_of_i(run, len);
    }
}

/* The class of a run at the end: -ie and -y, -ia and -ya are one; the silent e of "rose" stays. */
static const char *end_class(const struct word *word, const char *run, size_t len)
{
    const bool first = word->run_count == 0;
    const bool silent_h = word->at + len < word->len;
    if (len == 1 && run[0] == 'e' && !first) {
        /* It makes the vowel before it long, if that is one letter and one consonant away. */
        const bool lengthens = word->run_count == 1 && word->run_len == 1 && word->consonants == 1;
        return lengthens ? "e" : "";
    }
    if (len > 1 && run[len - 1] == 'a' && one_of("aeiy", run[0]) && (!first || silent_h)) {
        return has(run, len, 'i') || has(run, len, 'y') || has(run, len, 'e') ? "ia" : "a";
    }
    return vowel_class(run, len);
}

static void take_run(struct word *word)
{
    const char *run = word->text + word->at;
    size_t len = 0;
    while (in_run(word, len)) {
        len++;
    }
    const char *sound = "e";
    if (only_silent(word, len)) {
        sound = end_class(word, run, len);
    } else if (word->run_count == 0) {
        sound = vowel_class(run, len);
    }
    for (; *sound != '\0'; sound++) {
        word->key[word->key_len++] = *sound;
    }
    word->at += len;
    word->run_count++;
    word->run_len = len;
    word->consonants = 0;
}

static bool rule_holds(const struct rule *rule, const struct word *word, size_t len)
{
    if (word->len - word->at < len || memcmp(rule->from, word->text + word->at, len) != 0) {
        return false;
    }
    const bool at_end = word->at + len == word->len;
    if ((rule->place == PLACE_START && word->at > 0) || (rule->place == PLACE_END && !at_end)) {
        return false;
    }
    return rule->before == NULL || one_of(rule->before, peek(word, len));
}

/* An h is heard at the start and between vowels only. */
static bool silent_h(const struct word *word)
{
    return peek(word, 0) == 'h' && word->at > 0 &&
           (word->consonants > 0 || !one_of(VOWELS, peek(word, 1)));
}

/* Add a consonant, unless it doubles the one just before it. */
static void add_consonant(struct word *word, char sound)
{
    const bool doubles =
        word->consonants > 0 && word->key_len > 0 && word->key[word->key_len - 1] == sound;
    if (!doubles) {
        word->key[word->key_len++] = sound;
    }
    word->consonants++;
}

static void take_consonant(struct word *word)
{
    if (silent_h(word)) {
        word->at++;
        return;
    }
    const char first = peek(word, 0);
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (rules[i].from[0] != first) {
            continue;
        }
        const size_t len = strlen(rules[i].from);
        if (rule_holds(&rules[i], word, len)) {
            for (const char *sound = rules[i].to; *sound != '\0'; sound++) {
                add_consonant(word, *sound);
            }
            word->consonants += len > 1 ? 1 : 0;
            word->at += len;
            return;
        }
    }
    add_consonant(word, first);
    word->at++;
}

/* clang-format off */
static const struct slavic_end slavic_ends[] = {
    { "vitch", "vic" },
    { "skij", "ski" },
    { "skiy", "ski" },
    { "skyi", "ski" },
    { "ckij", "cki" },
    { "wicz", "vic" },
    { "vich", "vic" },
    { "vych", "vic" },
    { "sky", "ski" },
    { "cky", "cki" },
    { "cki", "cki" },
    { "ski", "ski" },
    { "vic", "vic" },
    { "off", "ov" },
};
/* clang-format on */

/* The shortest word that has such an end, in bytes. */
#define SLAVIC_MIN_BYTES 6

/* The end of a Slavic surname that a word has, or NULL. */
static const struct slavic_end *find_slavic_end(struct sl_str text)
{
    if (text.len < SLAVIC_MIN_BYTES || text.len > WORD_LIMIT ||
        !one_of("cfhijyz", text.ptr[text.len - 1])) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof slavic_ends / sizeof slavic_ends[0]; i++) {
        if (sl_str_ends(text, sl_str_from(slavic_ends[i].end))) {
            return &slavic_ends[i];
        }
    }
    return NULL;
}

/* Copy a word to be read, the end of a Slavic surname in its one form. */
static void load(struct word *word, struct sl_str text)
{
    const struct slavic_end *end = find_slavic_end(text);
    word->at = 0;
    word->run_count = 0;
    word->run_len = 0;
    word->consonants = 0;
    word->key_len = 0;
    word->len = text.len < WORD_LIMIT ? text.len : WORD_LIMIT;
    memcpy(word->text, text.ptr, word->len);
    if (end == NULL) {
        return;
    }
    const size_t stem = text.len - strlen(end->end);
    const size_t form_len = strlen(end->form);
    memcpy(word->text + stem, end->form, form_len);
    word->len = stem + form_len;
    for (size_t i = 0; i < stem; i++) {
        word->text[i] = word->text[i] == 'w' ? 'v' : word->text[i];
    }
}

static void add_simple_word(struct sl_str text, struct sl_buf *out)
{
    const char *spelling = sl_word_find(&sl_name_variants, text);
    struct word word;
    load(&word, spelling == NULL ? text : sl_str_from(spelling));
    while (word.at < word.len && !(word.run_count > 0 && only_silent(&word, 0))) {
        if (in_run(&word, 0)) {
            take_run(&word);
        } else {
            take_consonant(&word);
        }
    }
    if (word.key_len > 0) {
        sl_buf_add(out, (struct sl_str){ .ptr = word.key, .len = word.key_len });
    } else {
        sl_buf_add(out, text); /* letters without any sound, such as "gh" */
    }
}

/*
 * The length of "abdul" in a word like "abdulkarim" or "abdurrahman", or 0. What follows is a name
 * of at least four letters; "abdullahi" is another name.
 */
static size_t abdul_prefix(struct sl_str word)
{
    static const char *const forms[] = { "abdul", "abdel", "abdur", "abdus" };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        const struct sl_str rest = sl_str_part(word, 5, word.len);
        if (rest.len < 4 || !sl_str_starts(word, sl_str_from(forms[i])) ||
            sl_str_starts(rest, SL_STR("lah"))) {
            continue;
        }
        /* In "abdurahman" one letter serves both the article and the name. */
        const char joint = word.ptr[4];
        return joint != 'l' && rest.ptr[0] != joint ? 4 : 5;
    }
    /* Arabic script, which writes no short vowels. */
    return word.len >= 7 && sl_str_starts(word, SL_STR("bdal")) ? 4 : 0;
}

static void add_word(struct sl_str text, struct sl_buf *out)
{
    const size_t prefix = abdul_prefix(text);
    if (prefix > 0) {
        add_simple_word(SL_STR("abdul"), out);
        sl_buf_add_byte(out, ' ');
        text = sl_str_part(text, prefix, text.len);
    }
    add_simple_word(text, out);
}

void sl_name_key(struct sl_str normal, struct sl_buf *out)
{
    const size_t start = out->len;
    struct sl_str word = { .len = 0 };
    while (sl_str_split(&normal, ' ', &word)) {
        if (word.len == 0) {
            continue;
        }
        if (out->len > start) {
            sl_buf_add_byte(out, ' ');
        }
        add_word(word, out);
    }
}
