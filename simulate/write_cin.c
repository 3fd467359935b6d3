/* SPDX-License-Identifier: Apache-2.0 */
#include "write_council.h"
#include "xml_write.h"

/*
 * What councils get wrong, in a thousand children, and the department's rule that finds it. Numbers
 * from 16 on tell these apart from what sl_case_knows is asked elsewhere.
 */
enum mistake {
    NO_ETHNICITY = 16, /* 4220 */
    NO_DISABILITY,     /* 8540 */
    EARLY_ASSESSMENT,  /* 1103: before the referral */
    OTHER_PLAN_DAY,    /* 2885: the plan does not begin on the day of the conference */
};
#define MISTAKE_PERMILLE 8u

static bool is_wrong(const struct sl_case *child, enum mistake mistake)
{
    return sl_case_knows(child, (unsigned)mistake, MISTAKE_PERMILLE);
}

/* The day, when it has happened by the end of the returns' year. */
static void day_if(const struct sl_case *child, struct sl_buf *buf, const char *name, int32_t day)
{
    if (day > 0 && day <= child->clerk->world->census_until) {
        sl_xml_day(buf, name, day);
    }
}

static bool by_census(const struct sl_case *child, int32_t day)
{
    return day > 0 && day <= child->clerk->world->census_until;
}

static void write_identifiers(const struct sl_case *child, struct sl_buf *buf)
{
    const struct sl_clerk *clerk = child->clerk;
    const struct sl_person *person = &clerk->house->household.people[child->child];
    const bool born = child->born_by_census;
    /* Nobody knows the day beforehand. */
    const int32_t birth =
        born ? child->birth_day : child->birth_day + (int32_t)(person->number % 15) - 7;
    const struct sl_text upn = sl_case_upn(child);
    sl_xml_open(buf, "ChildIdentifiers");
    sl_xml_text(buf, "LAchildID", sl_text_str(&child->id));
    if (upn.len > 0) {
        sl_xml_text(buf, "UPN", sl_text_str(&upn));
    } else {
        sl_xml_word(buf, "UPNunknown", sl_case_no_upn(child));
    }
    sl_xml_day(buf, born ? "PersonBirthDate" : "ExpectedPersonBirthDate", birth);
    sl_xml_word(buf, "Sex", !born ? "U" : person->sex == 'F' ? "F" : "M");
    sl_xml_close(buf, "ChildIdentifiers");
    sl_xml_open(buf, "ChildCharacteristics");
    if (!is_wrong(child, NO_ETHNICITY)) {
        sl_xml_word(buf, "Ethnicity", born ? sl_case_ethnicity(child) : "NOBT");
    }
    if (!is_wrong(child, NO_DISABILITY)) {
        sl_xml_open(buf, "Disabilities");
        const bool disabled = sl_case_knows(child, 8, 90);
        sl_xml_word(
            buf,
            "Disability",
            !disabled                      ? "NONE"
            : sl_case_knows(child, 9, 500) ? "LD"
                                           : "AUT"
        );
        sl_xml_close(buf, "Disabilities");
    }
    sl_xml_close(buf, "ChildCharacteristics");
}

static void write_assessment(
    const struct sl_case *child, const struct sl_referral *referral, struct sl_buf *buf
)
{
    if (!by_census(child, referral->assessment_from)) {
        return;
    }
    sl_xml_open(buf, "Assessments");
    const bool early = is_wrong(child, EARLY_ASSESSMENT);
    sl_xml_day(
        buf, "AssessmentActualStartDate", early ? referral->day - 3 : referral->assessment_from
    );
    if (by_census(child, referral->assessment_until)) {
        sl_xml_day(buf, "AssessmentAuthorisationDate", referral->assessment_until);
        sl_xml_open(buf, "FactorsIdentifiedAtAssessment");
        for (unsigned i = 0; i < referral->factor_count; i++) {
            sl_xml_word(buf, "AssessmentFactors", referral->factors[i]);
        }
        sl_xml_close(buf, "FactorsIdentifiedAtAssessment");
    }
    sl_xml_close(buf, "Assessments");
}

static void
write_enquiry(const struct sl_case *child, const struct sl_referral *referral, struct sl_buf *buf)
{
    if (!by_census(child, referral->enquiry)) {
        return;
    }
    const bool needed = referral->enquiry_target > 0;
    sl_xml_open(buf, "Section47");
    sl_xml_day(buf, "S47ActualStartDate", referral->enquiry);
    if (needed) {
        sl_xml_day(buf, "InitialCPCtarget", referral->enquiry_target);
        day_if(child, buf, "DateOfInitialCPC", referral->conference);
    }
    sl_xml_word(buf, "ICPCnotRequired", needed ? "false" : "true");
    sl_xml_close(buf, "Section47");
}

static void
write_plans(const struct sl_case *child, const struct sl_referral *referral, struct sl_buf *buf)
{
    if (by_census(child, referral->plan_from)) {
        sl_xml_open(buf, "CINPlanDates");
        sl_xml_day(buf, "CINPlanStartDate", referral->plan_from);
        day_if(child, buf, "CINPlanEndDate", referral->plan_until);
        sl_xml_close(buf, "CINPlanDates");
    }
}

static void write_protection(
    const struct sl_case *child, const struct sl_referral *referral, struct sl_buf *buf
)
{
    const int32_t until = referral->protection_until;
    /* A plan that ended before the year belongs to an earlier return. */
    if (!by_census(child, referral->protection_from) ||
        (until > 0 && until < child->clerk->world->census_from)) {
        return;
    }
    const struct sl_care *care = &child->clerk->care;
    uint64_t previous = 0;
    for (unsigned i = 0; i < care->count; i++) {
        const struct sl_referral *other = &care->referrals[i];
        previous += other->child == child->child && other->protection_from > 0 &&
                    other->day < referral->day;
    }
    sl_xml_open(buf, "ChildProtectionPlans");
    const bool other =
        is_wrong(child, OTHER_PLAN_DAY) && by_census(child, referral->protection_from + 1);
    sl_xml_day(buf, "CPPstartDate", referral->protection_from + (other ? 1 : 0));
    day_if(child, buf, "CPPendDate", until);
    sl_xml_word(buf, "InitialCategoryOfAbuse", referral->category);
    sl_xml_word(buf, "LatestCategoryOfAbuse", referral->latest_category);
    sl_xml_open(buf, "NumberOfPreviousCPP");
    sl_buf_add_u64(buf, previous);
    sl_xml_close(buf, "NumberOfPreviousCPP");
    for (unsigned i = 0; i < referral->review_count; i++) {
        if (by_census(child, referral->reviews[i])) {
            sl_xml_open(buf, "Reviews");
            sl_xml_day(buf, "CPPreviewDate", referral->reviews[i]);
            sl_xml_close(buf, "Reviews");
        }
    }
    sl_xml_close(buf, "ChildProtectionPlans");
}

static void write_proceedings(
    const struct sl_case *child, const struct sl_referral *referral, struct sl_buf *buf
)
{
    if (!by_census(child, referral->proceedings)) {
        return;
    }
    const bool decided = by_census(child, referral->proceedings_decided);
    sl_xml_open(buf, "PreProceedingsandFGDM");
    sl_xml_day(buf, "PPStartDate", referral->proceedings);
    sl_xml_day(buf, "LBPSentDate", referral->proceedings);
    sl_xml_word(buf, "FGDMMeetingOffer", referral->proceedings % 5 > 0 ? "1" : "0");
    sl_xml_word(buf, "FGDMMeetingFac", referral->proceedings % 5 > 2 ? "1" : "0");
    day_if(child, buf, "InitialPPMeetingDate", referral->proceedings + 14);
    sl_xml_word(buf, "ReviewMeetingsCount", decided ? "2" : "0");
    if (decided) {
        sl_xml_day(buf, "StepDecisionDate", referral->proceedings_decided);
        sl_xml_word(buf, "PPOutcome", referral->placement_count > 0 ? "A" : "B");
    }
    sl_xml_close(buf, "PreProceedingsandFGDM");
}

static void
write_details(const struct sl_case *child, const struct sl_referral *referral, struct sl_buf *buf)
{
    sl_xml_open(buf, "CINdetails");
    sl_xml_day(buf, "CINreferralDate", referral->day);
    sl_xml_word(buf, "ReferralSource", referral->source);
    if (!referral->no_further_action && referral->answered) {
        sl_xml_word(buf, "PrimaryNeedCode", referral->need);
    }
    if (by_census(child, referral->closed)) {
        sl_xml_day(buf, "CINclosureDate", referral->closed);
        sl_xml_word(buf, "ReasonForClosure", referral->closure);
    }
    write_assessment(child, referral, buf);
    write_plans(child, referral, buf);
    write_enquiry(child, referral, buf);
    sl_xml_word(buf, "ReferralNFA", referral->no_further_action ? "true" : "false");
    write_protection(child, referral, buf);
    write_proceedings(child, referral, buf);
    sl_xml_close(buf, "CINdetails");
}

void sl_write_cin(const struct sl_case *child)
{
    struct sl_clerk *clerk = child->clerk;
    const unsigned stream = sl_stream_of_council(child->council, SL_FILE_CIN);
    struct sl_buf *buf = NULL;
    for (unsigned i = 0; i < clerk->care.count; i++) {
        const struct sl_referral *referral = &clerk->care.referrals[i];
        if (referral->child != child->child || referral->council != child->council ||
            !sl_case_in_year(clerk->world, referral)) {
            continue;
        }
        if (buf == NULL) {
            buf = sl_clerk_begin(clerk, stream);
            sl_buf_add(buf, SL_STR("\n"));
            sl_xml_open(buf, "Child");
            write_identifiers(child, buf);
        }
        write_details(child, referral, buf);
    }
    if (buf != NULL) {
        sl_xml_close(buf, "Child");
        struct sl_text key = { .len = 0 };
        sl_text_add(&key, SL_STR("child/"));
        sl_text_add(&key, sl_text_str(&child->id));
        sl_clerk_mention(clerk, stream, &key, child->child);
    }
}

void sl_write_cin_header(const struct sl_world *world, enum sl_council council, struct sl_buf *buf)
{
    sl_buf_add(buf, SL_STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
    sl_xml_open(buf, "Message");
    sl_buf_add_byte(buf, '\n');
    sl_xml_open(buf, "Header");
    sl_xml_open(buf, "CollectionDetails");
    sl_xml_word(buf, "Collection", "CIN");
    sl_xml_open(buf, "Year");
    sl_buf_add_u64(buf, (uint64_t)sl_date_from_days(world->census_until).year);
    sl_xml_close(buf, "Year");
    sl_xml_day(buf, "ReferenceDate", world->census_until);
    sl_xml_close(buf, "CollectionDetails");
    sl_xml_open(buf, "Source");
    sl_xml_word(buf, "SourceLevel", "L");
    sl_xml_open(buf, "LEA");
    sl_buf_add_u64(buf, sl_council_code(council));
    sl_xml_close(buf, "LEA");
    sl_xml_word(buf, "SoftwareCode", "Synthetic");
    sl_xml_word(buf, "Release", "1");
    sl_xml_word(buf, "SerialNo", "001");
    sl_xml_open(buf, "DateTime");
    sl_date_print(sl_date_from_days(world->census_until + 60), buf);
    sl_buf_add(buf, SL_STR("T09:30:00"));
    sl_xml_close(buf, "DateTime");
    sl_xml_close(buf, "Source");
    sl_xml_close(buf, "Header");
    sl_buf_add_byte(buf, '\n');
    sl_xml_open(buf, "Children");
}
