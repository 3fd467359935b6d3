/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/cin_rules.h"

#include "intake/cin_check.h"

#define TEXT(literal)                                 \
    {                                                 \
        .ptr = "" literal, .len = sizeof(literal) - 1 \
    }

/* clang-format off */
const struct sl_rule sl_cin_rules[SL_CIN_RULE_COUNT] = {
    /* Ethnicity and disability. */
    { TEXT("4220"), TEXT("the ethnicity is missing, or not a code of the list"),
      sl_cin_ethnicity },
    { TEXT("8540"), TEXT("the disability is missing, or not a code of the list"),
      sl_cin_disability },
    { TEXT("8790"), TEXT("the disabilities have 'none' and others"), sl_cin_none_and_other },
    { TEXT("8794"), TEXT("a disability stands twice"), sl_cin_disability_twice },
    /* Order of the events of a referral. */
    { TEXT("1103"), TEXT("the assessment began before the referral"), sl_cin_assessment_early },
    { TEXT("1104"), TEXT("the initial conference was before the referral"),
      sl_cin_conference_early },
    { TEXT("1105"), TEXT("the child protection plan began before the referral"),
      sl_cin_protection_early },
    { TEXT("2889"), TEXT("the section 47 enquiry began before the referral"),
      sl_cin_enquiry_early },
    { TEXT("8565"), TEXT("this began or ended after the referral was closed"),
      sl_cin_after_closure },
    { TEXT("8815"), TEXT("the child has two or more open referrals"), sl_cin_open_twice },
    { TEXT("8816"), TEXT("the referral is open, and a later one followed"), sl_cin_open_earlier },
    { TEXT("8820"), TEXT("another referral came before this one was closed"),
      sl_cin_referral_overlap },
    { TEXT("8831"), TEXT("this belongs to a referral marked as one with no further action"),
      sl_cin_no_action_activity },
    { TEXT("8832"), TEXT("the child protection plan belongs to a referral with no further action"),
      sl_cin_no_action_plan },
    /* Assessments. */
    { TEXT("8670Q"), TEXT("the assessment was open 45 working days before the census ended"),
      sl_cin_assessment_late },
    { TEXT("8867"), TEXT("the referral was closed, and the assessment has no end"),
      sl_cin_assessment_left_open },
    { TEXT("8896"), TEXT("the referral has two or more assessments that are open"),
      sl_cin_assessment_two_open },
    /* Enquiries and conferences. */
    { TEXT("8675Q"),
      TEXT("the section 47 enquiry waited for a conference 15 working days before the census "
           "ended"),
      sl_cin_enquiry_late },
    { TEXT("8839"), TEXT("the referral has two or more section 47 enquiries that are open"),
      sl_cin_enquiry_two_open },
    { TEXT("8868"),
      TEXT("the referral was closed, and the section 47 enquiry has neither a conference nor the "
           "word that none is required"),
      sl_cin_enquiry_left_open },
    { TEXT("8890"), TEXT("another section 47 enquiry began during this one"),
      sl_cin_enquiry_overlap },
    { TEXT("8870Q"), TEXT("the target for the initial conference is at a weekend"),
      sl_cin_target_weekend },
    { TEXT("8875"), TEXT("the initial conference was at a weekend"), sl_cin_conference_weekend },
    { TEXT("2884"), TEXT("the initial conference stands with the enquiry and with the referral"),
      sl_cin_conference_twice },
    /* Child protection plans. */
    { TEXT("2885"), TEXT("the child protection plan began on another day than the conference"),
      sl_cin_protection_day },
    { TEXT("8841"), TEXT("a review was on the day the child protection plan began, or before"),
      sl_cin_protection_review },
    { TEXT("8905"), TEXT("the first category of abuse is missing, or not a code of the list"),
      sl_cin_protection_category },
    { TEXT("8910"), TEXT("the latest category of abuse is missing, or not a code of the list"),
      sl_cin_protection_latest },
    { TEXT("8915"), TEXT("the child protection plan began after the child had died"),
      sl_cin_protection_start_dead },
    { TEXT("8920"), TEXT("the child protection plan ended after the child had died"),
      sl_cin_protection_end_dead },
    { TEXT("8925"), TEXT("the child protection plan ended before it began"),
      sl_cin_protection_order },
    { TEXT("8930"), TEXT("the child protection plan did not end in the year of the census"),
      sl_cin_protection_year },
    { TEXT("8935"), TEXT("the child has two or more open child protection plans"),
      sl_cin_protection_two_open },
    { TEXT("8940"), TEXT("another child protection plan began during this one"),
      sl_cin_protection_overlap },
    /* Plans for a child in need. */
    { TEXT("4001"), TEXT("a plan for a child in need and a child protection plan are both open"),
      sl_cin_both_open },
    { TEXT("4003"), TEXT("a child protection review was during a plan for a child in need"),
      sl_cin_review_in_plan },
    { TEXT("4014"), TEXT("another plan for a child in need began during this one"),
      sl_cin_plan_overlap },
    { TEXT("4016"), TEXT("a plan for a child in need began during this child protection plan"),
      sl_cin_plan_in_protection },
};
/* clang-format on */
