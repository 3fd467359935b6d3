/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/normal.h"

#include "picture/codes.h"
#include "record/address.h"
#include "record/birth_date.h"
#include "record/category.h"
#include "record/email.h"
#include "record/handle.h"
#include "record/identifier.h"
#include "record/name.h"
#include "record/nhs_number.h"
#include "record/phone.h"
#include "record/pnc_id.h"
#include "record/postcode.h"
#include "record/sex.h"
#include "record/upn.h"
#include "record/vehicle_mark.h"

static void date_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    sl_birth_date_normal(fold, raw, SL_DATE_DAY_FIRST, out);
}

/* Attributes that are not here are compared as categories, and can only be one. */
static const struct rule {
    sl_normal_fn *normal;
    bool is_several;
} rules[SL_ATTRIBUTE_TABLE_COUNT] = {
  /* clang-format off */
    [SL_ATTRIBUTE_GIVEN_NAME] = { .normal = sl_name_given_normal },
    [SL_ATTRIBUTE_SURNAME] = { .normal = sl_name_surname_normal },
    [SL_ATTRIBUTE_FULL_NAME] = { .normal = sl_name_full_normal },
    [SL_ATTRIBUTE_KNOWN_AS] = { .normal = sl_name_full_normal, .is_several = true },
    [SL_ATTRIBUTE_FORMER_GIVEN_NAME] = { .normal = sl_name_given_normal, .is_several = true },
    [SL_ATTRIBUTE_FORMER_SURNAME] = { .normal = sl_name_surname_normal, .is_several = true },
    [SL_ATTRIBUTE_BIRTH_DATE] = { .normal = date_normal },
    [SL_ATTRIBUTE_EXPECTED_BIRTH_DATE] = { .normal = date_normal },
    [SL_ATTRIBUTE_DEATH_DATE] = { .normal = date_normal },
    [SL_ATTRIBUTE_SEX] = { .normal = sl_sex_normal },
    [SL_ATTRIBUTE_GENDER] = { .normal = sl_sex_normal },
    [SL_ATTRIBUTE_DISABILITY] = { .is_several = true },
    [SL_ATTRIBUTE_SPECIAL_NEEDS] = { .is_several = true },
    [SL_ATTRIBUTE_LANGUAGE] = { .is_several = true },
    [SL_ATTRIBUTE_NHS_NUMBER] = { .normal = sl_nhs_number_normal },
    [SL_ATTRIBUTE_UPN] = { .normal = sl_upn_normal },
    [SL_ATTRIBUTE_FORMER_UPN] = { .normal = sl_upn_normal, .is_several = true },
    [SL_ATTRIBUTE_LA_CHILD_ID] = { .normal = sl_identifier_normal, .is_several = true },
    [SL_ATTRIBUTE_PNC_ID] = { .normal = sl_pnc_id_normal },
    [SL_ATTRIBUTE_OTHER_ID] = { .normal = sl_identifier_normal, .is_several = true },
    [SL_ATTRIBUTE_PHONE] = { .normal = sl_phone_normal, .is_several = true },
    [SL_ATTRIBUTE_EMAIL] = { .normal = sl_email_normal, .is_several = true },
    [SL_ATTRIBUTE_ADDRESS] = { .normal = sl_address_normal },
    [SL_ATTRIBUTE_POSTCODE] = { .normal = sl_postcode_normal },
    [SL_ATTRIBUTE_OCCUPATION] = { .is_several = true },
    [SL_ATTRIBUTE_DESCRIPTION] = { .is_several = true },
    [SL_ATTRIBUTE_REGISTRATION] = { .normal = sl_vehicle_mark_normal },
    [SL_ATTRIBUTE_DEVICE_ID] = { .normal = sl_identifier_normal },
    [SL_ATTRIBUTE_PLATFORM] = { .normal = sl_platform_normal },
    [SL_ATTRIBUTE_HANDLE] = { .normal = sl_handle_normal },
  /* clang-format on */
};

void sl_picture_normal(
    struct sl_fold *fold, enum sl_attribute attribute, struct sl_str text, struct sl_buf *out
)
{
    const struct rule *rule = &rules[attribute];
    const struct sl_fact_value value = { .attribute = attribute, .text = text };
    const char *words = rule->normal == NULL ? sl_picture_code_words(NULL, &value) : NULL;
    const struct sl_str compared = words != NULL ? sl_str_from(words) : text;
    (rule->normal != NULL ? rule->normal : sl_category_normal)(fold, compared, out);
}

bool sl_picture_is_several(enum sl_attribute attribute)
{
    return rules[attribute].is_several;
}

bool sl_picture_is_expected(enum sl_attribute attribute)
{
    static const enum sl_attribute expected[] = {
        SL_ATTRIBUTE_GIVEN_NAME,  SL_ATTRIBUTE_SURNAME,    SL_ATTRIBUTE_BIRTH_DATE,
        SL_ATTRIBUTE_SEX,         SL_ATTRIBUTE_ETHNICITY,  SL_ATTRIBUTE_DISABILITY,
        SL_ATTRIBUTE_LANGUAGE,    SL_ATTRIBUTE_NHS_NUMBER, SL_ATTRIBUTE_UPN,
        SL_ATTRIBUTE_ADDRESS,     SL_ATTRIBUTE_POSTCODE,   SL_ATTRIBUTE_SCHOOL,
        SL_ATTRIBUTE_GP_PRACTICE,
    };
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        if (expected[i] == attribute) {
            return true;
        }
    }
    return false;
}
