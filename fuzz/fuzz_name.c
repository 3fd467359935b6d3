/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_name.c - any bytes through every normal form: ASCII only, and the same when done again.
 *
 * The first byte picks the form, the others are the value.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "record/address.h"
#include "record/birth_date.h"
#include "record/category.h"
#include "record/email.h"
#include "record/handle.h"
#include "record/house_number.h"
#include "record/identifier.h"
#include "record/name.h"
#include "record/nhs_number.h"
#include "record/nickname.h"
#include "record/phone.h"
#include "record/postcode.h"
#include "record/sex.h"
#include "record/town.h"
#include "record/upn.h"
#include "record/vehicle_mark.h"

#define TEXT_LIMIT_BYTES ((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void day_first(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    sl_birth_date_normal(fold, raw, SL_DATE_DAY_FIRST, out);
}

static void month_first(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    sl_birth_date_normal(fold, raw, SL_DATE_MONTH_FIRST, out);
}

/* The first three are parts of a name, in the order of enum sl_name_part. */
static sl_normal_fn *const forms[] = {
    sl_name_given_normal, sl_name_surname_normal, sl_name_full_normal, sl_fold_text,
    sl_category_normal,   sl_town_normal,         sl_address_normal,   sl_house_number_normal,
    sl_postcode_normal,   sl_phone_normal,        sl_email_normal,     sl_identifier_normal,
    sl_nhs_number_normal, sl_sex_normal,          day_first,           month_first,
    sl_upn_normal,        sl_vehicle_mark_normal, sl_handle_normal,    sl_platform_normal,
};

#define FORM_COUNT (sizeof forms / sizeof forms[0])

static bool is_allowed(struct sl_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const char byte = text.ptr[i];
        const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
        if (!plain && memchr(" @.-+_'&", byte, 8) == NULL) {
            return false;
        }
    }
    return text.len == 0 || (text.ptr[0] != ' ' && text.ptr[text.len - 1] != ' ');
}

/* The coarser forms of a name exist whenever the normal form does. */
static void check_name(enum sl_name_part part, struct sl_str normal, struct sl_buf *out)
{
    struct sl_str related[SL_NICKNAME_LIMIT + 1];
    sl_buf_clear(out);
    sl_name_core(part, normal, out);
    SL_ASSERT(sl_buf_status(out, NULL) == SL_OK && is_allowed(sl_buf_str(out)));
    SL_ASSERT((out->len > 0) == (normal.len > 0));
    sl_buf_clear(out);
    sl_name_key(normal, out);
    SL_ASSERT(sl_buf_status(out, NULL) == SL_OK && is_allowed(sl_buf_str(out)));
    SL_ASSERT((out->len > 0) == (normal.len > 0) && out->len <= 4 * normal.len);
    SL_ASSERT(sl_nickname_find(normal, related, SL_NICKNAME_LIMIT + 1) <= SL_NICKNAME_LIMIT);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static struct sl_fold *fold;
    struct sl_buf once;
    struct sl_buf again;
    if (len == 0 || len > TEXT_LIMIT_BYTES / 64) {
        return 0;
    }
    if (fold == NULL) {
        SL_ASSERT(sl_fold_open(&fold, NULL) == SL_OK);
    }
    const size_t form = bytes[0] % FORM_COUNT;
    const struct sl_str raw = { .ptr = (const char *)bytes + 1, .len = len - 1 };
    sl_buf_init(&once, TEXT_LIMIT_BYTES);
    sl_buf_init(&again, TEXT_LIMIT_BYTES);
    forms[form](fold, raw, &once);
    SL_ASSERT(sl_buf_status(&once, NULL) == SL_OK && is_allowed(sl_buf_str(&once)));
    forms[form](fold, sl_buf_str(&once), &again);
    SL_ASSERT(sl_str_equal(sl_buf_str(&once), sl_buf_str(&again)));
    if (form <= SL_NAME_FULL) {
        check_name((enum sl_name_part)form, sl_buf_str(&once), &again);
    }
    (void)sl_postcode_parents(sl_buf_str(&once));
    (void)sl_nhs_number_valid(sl_buf_str(&once));
    SL_ASSERT(!sl_upn_temporary(sl_buf_str(&once)) || once.len == 13);
    (void)sl_upn_valid(sl_buf_str(&once));
    (void)sl_vehicle_mark_british(sl_buf_str(&once));
    sl_buf_finish(&once);
    sl_buf_finish(&again);
    return 0;
}
