/* SPDX-License-Identifier: Apache-2.0 */
/* Programs send files of any format, and see what became of them. */
#include "app/access_change.h"
#include "app/intake_list.h"
#include "app/store_runs.h"
#include "base/date.h"
#include "base/json_write.h"
#include "web/api.h"
#include "web/api_take.h"
#include "web/handlers.h"
#include "web/limit.h"
#include "web/site_impl.h"

/* Rejects that are told of one file: who has more has a file of another format. */
#define REJECT_LIMIT ((uint64_t)1000)
#define PATH_BYTES   ((size_t)60)

enum { AGENCY, SYSTEM, FORMAT };

static void add_counts(struct sl_buf *json, const struct sl_run_counts *counts)
{
    sl_json_begin_object(json, "counts");
    sl_json_add_i64(json, "accepted", (int64_t)counts->accepted);
    sl_json_add_i64(json, "new_version", (int64_t)counts->new_version);
    sl_json_add_i64(json, "unchanged", (int64_t)counts->unchanged);
    sl_json_add_i64(json, "rejected", (int64_t)counts->rejected);
    sl_json_end_object(json);
}

/* Where it can be seen what became of a file. */
static enum sl_status lead_to(struct sl_visit *visit, int64_t run, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf path;

    sl_buf_init(&path, PATH_BYTES);
    sl_buf_addf(&path, SL_API_FOLDER "runs/%lld", (long long)run);
    SL_TRY(sl_buf_status(&path, err));
    return sl_response_header(visit->response, "location", sl_buf_str(&path), visit->arena, err);
}

static enum sl_status
say_result(struct sl_visit *visit, const struct sl_intake_result *result, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf json;
    const bool is_same = result->outcome == SL_INTAKE_SAME;

    sl_buf_init(&json, SL_WEB_PAGE_BYTES);
    SL_TRY(lead_to(visit, result->run, err));
    visit->response->status = is_same ? 200 : 201;
    sl_json_begin_object(&json, NULL);
    sl_json_add_i64(&json, "run", result->run);
    sl_json_add_text(&json, "outcome", is_same ? SL_STR("same") : SL_STR("done"));
    sl_json_add_truth(&json, "is_resumed", result->is_resumed);
    add_counts(&json, &result->counts);
    sl_json_add_i64(&json, "findings", (int64_t)result->finding_count);
    sl_json_end_object(&json);
    return sl_api_say(visit, &json, err);
}

enum sl_status sl_visit_api_intake(struct sl_visit *visit, struct sl_error *err)
{
    SL_CLEANUP(sl_api_file_close) struct sl_api_file file = { .fd = -1 };
    struct sl_intake_result result = { .fault = SL_INTAKE_FAULT_OTHER };
    struct sl_api_taken taken = {
        .agency = sl_visit_param(visit, AGENCY),
        .system = sl_visit_param(visit, SYSTEM),
        .format = sl_format_find(sl_visit_param(visit, FORMAT)),
        .path = file.path,
    };

    if (taken.format == NULL) {
        return sl_fail(err, SL_NOT_FOUND, "there is no such format");
    }
    SL_TRY(sl_api_file_open(visit, &file, err));
    const enum sl_status status = sl_api_take(visit, &taken, &result, err);
    if (status == SL_INVALID && result.fault == SL_INTAKE_FAULT_BLOCKED) {
        sl_site_refuse(visit, 409, err);
        return SL_OK;
    }
    SL_TRY(status);
    return say_result(visit, &result, err);
}

/* A run that is looked for, and what is said of it. */
struct looking {
    int64_t wanted;
    bool is_there;
    uint64_t told;
    struct sl_buf *json;
};

static void add_time(struct sl_buf *json, const char *name, int64_t at_us)
{
    if (at_us != 0) {
        sl_json_begin_value(json, name);
        sl_buf_add_byte(json, '"');
        sl_date_print_instant(at_us, json);
        sl_buf_add_byte(json, '"');
    }
}

static enum sl_status tell_run(
    void *context,
    const struct sl_run *run,
    const struct sl_store_source *source,
    struct sl_error *err
)
{
    struct looking *looking = context;
    struct sl_buf *json = looking->json;

    (void)err;
    if (run->id != looking->wanted) {
        return SL_OK;
    }
    looking->is_there = true;
    sl_json_add_i64(json, "run", run->id);
    sl_json_add_text(json, "state", sl_run_state_name(run->state));
    sl_json_add_text(json, "agency", source->agency);
    sl_json_add_text(json, "system", source->system);
    sl_json_add_text(json, "format", run->file.format);
    sl_json_add_text(json, "file", run->file.name);
    sl_json_add_i64(json, "bytes", (int64_t)run->file.bytes);
    add_time(json, "started", run->started_at);
    add_time(json, "ended", run->ended_at);
    add_counts(json, &run->counts);
    return SL_OK;
}

/* Where, and why; what stood there is on the page alone. */
static enum sl_status tell_reject(
    void *context,
    const struct sl_run *run,
    const struct sl_stored_reject *reject,
    struct sl_error *err
)
{
    struct looking *looking = context;

    (void)run;
    (void)err;
    if (looking->told++ < REJECT_LIMIT) {
        sl_json_begin_object(looking->json, NULL);
        sl_json_add_i64(looking->json, "line", (int64_t)reject->line);
        sl_json_add_i64(looking->json, "column", (int64_t)reject->column);
        sl_json_add_text(looking->json, "field", reject->field);
        sl_json_add_text(looking->json, "reason", reject->reason);
        sl_json_end_object(looking->json);
    }
    return SL_OK;
}

enum sl_status sl_visit_api_run(struct sl_visit *visit, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf json;
    struct looking looking = { .json = &json };

    sl_buf_init(&json, SL_WEB_PAGE_BYTES);
    SL_TRY(sl_api_number(sl_visit_param(visit, 0), &looking.wanted, err));
    sl_json_begin_object(&json, NULL);
    SL_TRY(sl_runs_tell(visit->access, tell_run, &looking, err));
    if (!looking.is_there) {
        return sl_fail(err, SL_NOT_FOUND, "there is nothing of this number");
    }
    if (sl_access_holds(visit->access, SL_MAY_REJECTS)) {
        sl_json_begin_list(&json, "rejects");
        SL_TRY(sl_rejects_tell(visit->access, looking.wanted, tell_reject, &looking, err));
        sl_json_end_list(&json);
    }
    sl_json_end_object(&json);
    return sl_api_say(visit, &json, err);
}
