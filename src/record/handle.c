/* SPDX-License-Identifier: Apache-2.0 */
#include "record/handle.h"

#include <stdint.h>
#include <string.h>

#include "record/category.h"
#include "record/identifier.h"
#include "record/phone.h"
#include "record/placeholder.h"
#include "record/words.h"

/* A page of an account: its host, and what stands before the handle in the path. */
struct page {
    const char *platform;
    const char *host;
    const char *path;
};

/* Longer paths of a host come before shorter ones. */
/* clang-format off */
static const struct page pages[] = {
    { "discord",   "discord.com",        "users/" },
    { "facebook",  "facebook.com",       "profile.php?id=" },
    { "facebook",  "facebook.com",       "" },
    { "facebook",  "fb.com",             "" },
    { "facebook",  "m.me",               "" },
    { "instagram", "instagram.com",      "stories/" },
    { "instagram", "instagram.com",      "" },
    { "kik",       "kik.me",             "" },
    { "onlyfans",  "onlyfans.com",       "" },
    { "reddit",    "reddit.com",         "user/" },
    { "reddit",    "reddit.com",         "u/" },
    { "roblox",    "roblox.com",         "users/" },
    { "snapchat",  "snapchat.com",       "add/" },
    { "snapchat",  "snapchat.com",       "@" },
    { "steam",     "steamcommunity.com", "profiles/" },
    { "steam",     "steamcommunity.com", "id/" },
    { "telegram",  "telegram.me",        "" },
    { "telegram",  "t.me",               "" },
    { "threads",   "threads.net",        "" },
    { "threads",   "threads.com",        "" },
    { "tiktok",    "tiktok.com",         "" },
    { "twitch",    "twitch.tv",          "" },
    { "whatsapp",  "wa.me",              "" },
    { "x",         "twitter.com",        "" },
    { "x",         "x.com",              "" },
    { "youtube",   "youtube.com",        "channel/" },
    { "youtube",   "youtube.com",        "user/" },
    { "youtube",   "youtube.com",        "c/" },
    { "youtube",   "youtube.com",        "" },
};

/* Other names of platforms, folded and without blanks, and the one they are brought to. */
static const struct sl_word_row platform_rows[] = {
    { "facebookmessenger", "facebook" },
    { "fb", "facebook" },
    { "fbmessenger", "facebook" },
    { "ig", "instagram" },
    { "insta", "instagram" },
    { "messenger", "facebook" },
    { "playstation", "psn" },
    { "playstationnetwork", "psn" },
    { "snap", "snapchat" },
    { "tg", "telegram" },
    { "twitter", "x" },
    { "twitterx", "x" },
    { "whatsap", "whatsapp" },
    { "xboxlive", "xbox" },
    { "xtwitter", "x" },
    { "yt", "youtube" },
};
/* clang-format on */

static const struct sl_word_table platforms = SL_WORD_TABLE(platform_rows);

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

/* Take a prefix off, whatever the case of its letters. */
static bool take(struct sl_str *rest, const char *prefix)
{
    const size_t len = strlen(prefix);
    if (rest->len < len) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        if (lower(rest->ptr[i]) != prefix[i]) {
            return false;
        }
    }
    *rest = sl_str_part(*rest, len, rest->len);
    return true;
}

/* The host of an address, also where it is the one for small screens. */
static bool take_host(struct sl_str *rest, const char *host)
{
    if (!take(rest, host)) {
        (void)(take(rest, "www.") || take(rest, "mobile.") || take(rest, "m."));
        return take(rest, host) && take(rest, "/");
    }
    return take(rest, "/");
}

/* The page that an address leads to, and what follows the path; NULL when the table has none. */
static const struct page *find_page(struct sl_str raw, struct sl_str *ret_handle)
{
    struct sl_str text = sl_str_trim(raw);
    (void)(take(&text, "https://") || take(&text, "http://"));
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        struct sl_str rest = text;
        if (take_host(&rest, pages[i].host) && take(&rest, pages[i].path) && rest.len > 0) {
            *ret_handle = rest;
            return &pages[i];
        }
    }
    return NULL;
}

static bool is_handle_byte(char byte)
{
    const char small = lower(byte);
    return (small >= 'a' && small <= 'z') || (small >= '0' && small <= '9') || byte == '.' ||
           byte == '_' || byte == '-';
}

static size_t find_any(struct sl_str text, const char *bytes)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != '\0' && strchr(bytes, text.ptr[i]) != NULL) {
            return i;
        }
    }
    return text.len;
}

/* What follows an @ that stands after a blank or a bracket, up to the next of those. */
static struct sl_str after_at(struct sl_str text)
{
    for (size_t i = 1; i + 1 < text.len; i++) {
        if (text.ptr[i] == '@' && strchr(" (", text.ptr[i - 1]) != NULL &&
            is_handle_byte(text.ptr[i + 1])) {
            const struct sl_str rest = sl_str_part(text, i + 1, text.len);
            return sl_str_part(rest, 0, find_any(rest, " )"));
        }
    }
    return text;
}

/* Without @ at the beginning, and without marks that end sentences and brackets. */
static struct sl_str without_marks(struct sl_str text)
{
    text = sl_str_trim(text);
    while (text.len > 0 && text.ptr[0] == '@') {
        text = sl_str_trim(sl_str_part(text, 1, text.len));
    }
    while (text.len > 0 && strchr(".,;:)!", text.ptr[text.len - 1]) != NULL) {
        text.len--;
    }
    return text;
}

/* Pages of posts, groups and the like: their address names no account. */
static bool is_other_page(struct sl_str handle)
{
    static const struct sl_word_row rows[] = {
        {"events",    ""},
        { "explore",  ""},
        { "groups",   ""},
        { "hashtag",  ""},
        { "i",        ""},
        { "p",        ""},
        { "playlist", ""},
        { "reel",     ""},
        { "reels",    ""},
        { "share",    ""},
        { "shorts",   ""},
        { "watch",    ""},
    };
    static const struct sl_word_table words = SL_WORD_TABLE(rows);
    return sl_word_find(&words, handle) != NULL;
}

/* The part of a value that is the handle, not yet in lower case. */
static struct sl_str handle_of(struct sl_str raw)
{
    struct sl_str text = raw;
    if (find_page(raw, &text) == NULL) {
        return without_marks(after_at(raw));
    }
    text = sl_str_part(text, 0, find_any(text, "/?#& "));
    return is_other_page(text) ? raw : without_marks(text);
}

static bool all_handle_bytes(struct sl_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (!is_handle_byte(text.ptr[i])) {
            return false;
        }
    }
    return true;
}

void sl_handle_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    const size_t start = out->len;
    const struct sl_str handle = handle_of(raw);
    if (!all_handle_bytes(handle)) {
        sl_category_normal(fold, handle, out);
        return;
    }
    for (size_t i = 0; i < handle.len; i++) {
        sl_buf_add_byte(out, lower(handle.ptr[i]));
    }
    if (sl_placeholder(sl_str_part(sl_buf_str(out), start, SIZE_MAX))) {
        sl_buf_cut(out, start);
    }
}

void sl_platform_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    const size_t start = out->len;
    struct sl_str handle = { .len = 0 };
    const struct page *page = find_page(raw, &handle);
    if (page != NULL) {
        sl_buf_add(out, sl_str_from(page->platform));
        return;
    }
    sl_identifier_normal(fold, raw, out);
    const char *known = sl_word_find(&platforms, sl_str_part(sl_buf_str(out), start, SIZE_MAX));
    if (known != NULL) {
        sl_buf_cut(out, start);
        sl_buf_add(out, sl_str_from(known));
    }
}

/* Drop the full stops of what stands behind `start`. */
static void drop_stops(struct sl_buf *out, size_t start)
{
    size_t end = start;
    for (size_t i = start; i < out->len; i++) {
        if (out->ptr[i] != '.') {
            out->ptr[end++] = out->ptr[i];
        }
    }
    sl_buf_cut(out, end);
}

/* The handle on a platform in normal form. */
static void
add_handle(struct sl_fold *fold, struct sl_str platform, struct sl_str handle, struct sl_buf *out)
{
    const size_t start = out->len;
    if (sl_str_equal(platform, SL_STR("whatsapp")) || sl_str_equal(platform, SL_STR("signal"))) {
        sl_phone_normal(fold, handle_of(handle), out);
        return;
    }
    const bool is_facebook = sl_str_equal(platform, SL_STR("facebook"));
    sl_handle_normal(fold, handle, out);
    if (is_facebook) {
        drop_stops(out, start);
    }
}

void sl_account_normal(
    struct sl_fold *fold, struct sl_str platform, struct sl_str handle, struct sl_buf *out
)
{
    const size_t start = out->len;
    struct sl_str rest = { .len = 0 };
    const struct page *page = find_page(handle, &rest);
    if (page != NULL) {
        platform = sl_str_from(page->platform);
    }
    sl_platform_normal(fold, platform, out);
    const size_t platform_len = out->len - start;
    if (platform_len > 0) {
        sl_buf_add_byte(out, ' ');
    }
    const size_t handle_start = out->len;
    /* The platform's name lies in the buffer, which moves when it grows. */
    char name[16] = { 0 };
    if (platform_len < sizeof name) {
        memcpy(name, out->ptr + start, platform_len);
    }
    add_handle(fold, sl_str_from(name), handle, out);
    if (out->len == handle_start) {
        sl_buf_cut(out, start);
    }
}
