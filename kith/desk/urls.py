"""Addresses of a practitioner's pages. What they are about is in the address; what was looked for is not."""

from django.urls import path

from kith.desk.advising import views as advising
from kith.desk.assessing import filling
from kith.desk.assessing import views as assessing
from kith.desk.bundling import views as bundling
from kith.desk.bundling.checking import check_bundle
from kith.desk.casework import allocating, counting, for_family, from_form, planning
from kith.desk.casework import doing as working
from kith.desk.casework import views as work
from kith.desk.changing import views as changing
from kith.desk.clashing import views as clashing
from kith.desk.correcting import views as correcting
from kith.desk.documents.urls import documents
from kith.desk.find import views as finding
from kith.desk.governance import agreements, changes, keeping, roles
from kith.desk.governance import tools as tooling
from kith.desk.governance import views as governing
from kith.desk.governance.guide import guide_edition, guide_editions, new_guide_edition
from kith.desk.governance.left import register_of_what_left, register_of_what_left_csv
from kith.desk.governance.processing import agreement_paper, processing, processing_note_of
from kith.desk.governance.reviewing import access_review, access_reviews
from kith.desk.governance.supervision import supervision_read
from kith.desk.guarding import views as guarding
from kith.desk.home import views as home
from kith.desk.leading import views as leading
from kith.desk.outside import keeping as outside_known
from kith.desk.outside import reading as outside_reading
from kith.desk.outside import writing as outside
from kith.desk.own_record import views as own_record
from kith.desk.person import access, chronology, parts, why
from kith.desk.publishing import views as publishing
from kith.desk.recording import views as recording
from kith.desk.referring import views as referring
from kith.desk.requests import answering, asking, board, listing, quickly, registering
from kith.desk.requests.typing import keep_request
from kith.desk.rights import consents, left, speaking, telling, withholding
from kith.desk.rights import views as rights
from kith.desk.searching.views import search_all
from kith.desk.sharing import views as sharing
from kith.desk.supervising import drafting, writing
from kith.desk.supervising import views as supervising
from kith.desk.together import views as together
from kith.desk.watching import views as watching
from kith.desk.watching import volume

urlpatterns = [
    path("", home.home, name="home"),
    path("team/", home.team_board, name="team"),
    path("team/service/", counting.service, name="service"),
    path("team/service.csv", counting.service_csv, name="service_csv"),
    path("covered/", home.covered, name="covered"),
    path("notices/<int:notice>/seen/", sharing.notice_seen, name="notice_seen"),
    path("governance/", governing.governance, name="governance"),
    path("governance/locks/", governing.verify_locks, name="verify_locks"),
    path("governance/reading/", watching.watching, name="watching"),
    path("governance/reading/<int:number>/", watching.finding, name="finding"),
    path("governance/reading/limits/", volume.reading_limits, name="reading_limits"),
    path("governance/forms/", publishing.published, name="published_forms"),
    path("governance/forms/upload/", publishing.upload, name="upload_form"),
    path("governance/forms/<slug:form>/", publishing.versions, name="form_versions"),
    path("governance/forms/<slug:form>/<int:version>/", publishing.form_version, name="form_version"),
    path("governance/forms/<slug:form>/<int:version>/changes/", publishing.compare, name="compare_forms"),
    path("governance/reviews/", access_reviews, name="access_reviews"),
    path("governance/reviews/<uuid:reviewed>/", access_review, name="access_review"),
    path("governance/guide/", guide_editions, name="guide_editions"),
    path("governance/guide/new/", new_guide_edition, name="new_guide_edition"),
    path("governance/guide/<int:edition>/", guide_edition, name="guide_edition"),
    path("governance/left/", register_of_what_left, name="register_of_what_left"),
    path("governance/left/csv/", register_of_what_left_csv, name="register_of_what_left_csv"),
    path("tools/", tooling.tools_to_use, name="tools"),
    path("tools/<int:rule>/", tooling.tool_rule, name="tool_rule"),
    path("governance/tools/new/", tooling.answer, name="new_tool_rule"),
    path("governance/tools/<int:rule>/", tooling.answer, name="answer_tool"),
    path("governance/agreements/<int:edge>/rests-on/", agreement_paper, name="agreement_paper"),
    path("governance/processing/", processing_note_of, name="record_of_processing"),
    path("governance/processing/<slug:form_of>/", processing, name="processing"),
    path("governance/events/", keeping.events_kept, name="events_kept"),
    path("governance/events/erase/", keeping.erase_events, name="erase_events"),
    path("governance/supervision/", supervision_read, name="supervision_read"),
    path("supervision/", supervising.supervision, name="supervision"),
    path("supervision/people/", supervising.supervisees, name="supervisees"),
    path("supervision/new/", supervising.propose_supervision, name="propose_supervision"),
    path("supervision/<uuid:supervision>/", supervising.agreement, name="agreement_of_supervision"),
    path("supervision/<uuid:supervision>/write/", writing.write, name="write_session"),
    path("supervision/<uuid:supervision>/keep/", drafting.keep, name="keep_session"),
    path("supervision/<uuid:supervision>/throw-away/", drafting.discard, name="discard_session"),
    path("supervision/<uuid:supervision>/discuss/", writing.discuss_person, name="discuss_person"),
    path("supervision/sessions/<uuid:session>/", supervising.session, name="session_of_supervision"),
    path("supervision/sessions/<uuid:session>/print/", supervising.print_session, name="print_session"),
    path("reading/why/", volume.read_on, name="read_on"),
    path("governance/agreements/new/", agreements.new, name="new_agreement"),
    path("governance/agreements/<int:edge>/", agreements.agreement, name="agreement"),
    path("governance/agreements/<int:edge>/propose/", agreements.propose, name="propose_agreement"),
    path("governance/agreements/<int:edge>/suspend/", agreements.suspend, name="suspend_agreement"),
    path("governance/roles/<str:name>/", roles.role, name="role"),
    path("governance/changes/<int:proposal>/", changes.change, name="change_of_access"),
    path("governance/changes/<int:proposal>/decide/", changes.decide, name="decide_change"),
    path("find/", finding.find, name="find"),
    path("search/", search_all, name="search"),
    path("numbers/", clashing.number_clashes, name="number_clashes"),
    path("people/new/", finding.register, name="register"),
    path("record/", recording.choose_person, name="record"),
    path("people/<uuid:person>/", parts.person, name="person"),
    path("people/<uuid:person>/chronology/", chronology.chronology_page, name="chronology"),
    path("people/<uuid:person>/chronology/print/", chronology.chronology_print, name="chronology_print"),
    path("people/<uuid:person>/steps/", work.work, name="work"),
    path("people/<uuid:person>/steps/begin/", working.begin, name="begin_step"),
    path("people/<uuid:person>/steps/allocate/", allocating.allocate_person, name="allocate"),
    path("people/<uuid:person>/steps/<uuid:step>/", work.one_step, name="step"),
    path("people/<uuid:person>/steps/<uuid:step>/<slug:move>/", working.move, name="move_step"),
    path("people/<uuid:person>/plans/", planning.plans, name="plans"),
    path("people/<uuid:person>/plans/begin/", planning.begin, name="begin_plan"),
    path("people/<uuid:person>/plans/<uuid:plan>/", planning.one_plan, name="plan"),
    path("people/<uuid:person>/plans/<uuid:plan>/for/", for_family.plan_for, name="plan_for"),
    path("people/<uuid:person>/plans/<uuid:plan>/need/", planning.need, name="add_need"),
    path("people/<uuid:person>/needs/<uuid:aim>/", planning.action, name="add_action"),
    path("people/<uuid:person>/plans/<uuid:plan>/review/", planning.review, name="review_plan"),
    path("people/<uuid:person>/plans/<uuid:plan>/end/", planning.end, name="end_plan"),
    path("people/<uuid:person>/actions/<uuid:doing_id>/", planning.report, name="report_on_action"),
    path("people/<uuid:person>/clocks/<uuid:clock>/<slug:turn>/", working.turn, name="change_clock"),
    path("people/<uuid:person>/family/", parts.family, name="family"),
    path("people/<uuid:person>/network/", parts.network_page, name="network"),
    path("people/<uuid:person>/details/", parts.details, name="details"),
    path("people/<uuid:person>/details/change/", changing.change_details, name="change_details"),
    path("people/<uuid:person>/details/change/<slug:what>/", changing.change, name="change"),
    path(
        "people/<uuid:person>/details/<slug:what>/<uuid:row>/withdraw/", correcting.withdraw_recorded, name="withdraw"
    ),
    path("people/<uuid:person>/numbers/<uuid:clash_id>/", clashing.settle, name="settle_clash"),
    path("people/<uuid:person>/alerts/<uuid:alert_id>/", correcting.review, name="review_alert"),
    path("people/<uuid:person>/access/", access.access, name="access"),
    path("people/<uuid:person>/access/why/<uuid:row>/", why.why, name="why"),
    path("people/<uuid:person>/rights/", rights.rights, name="rights"),
    path("people/<uuid:person>/rights/consents/new/", consents.new_consent, name="new_consent"),
    path("people/<uuid:person>/rights/consents/<uuid:consent_id>/", consents.one_consent, name="consent"),
    path("people/<uuid:person>/rights/consents/<uuid:consent_id>/answer/", consents.answer, name="answer_objection"),
    path("people/<uuid:person>/rights/speaking/new/", speaking.new_representative, name="new_representative"),
    path("people/<uuid:person>/rights/speaking/<uuid:representative_id>/", speaking.one, name="representative"),
    path(
        "people/<uuid:person>/rights/speaking/<uuid:representative_id>/limit/",
        speaking.limit,
        name="limit_representative",
    ),
    path("people/<uuid:person>/rights/speaking/<uuid:representative_id>/end/", speaking.end, name="end_representative"),
    path("people/<uuid:person>/rights/looks/", telling.told, name="looks_told"),
    path("people/<uuid:person>/rights/looks/print/", telling.told_print, name="looks_told_print"),
    path("people/<uuid:person>/rights/looks/withhold/", withholding.withhold, name="withhold_looks"),
    path(
        "people/<uuid:person>/rights/looks/withheld/<uuid:withholding_id>/",
        withholding.review,
        name="review_withholding",
    ),
    path("people/<uuid:person>/rights/left/", left.left, name="left"),
    path("people/<uuid:person>/rights/left.csv", left.left_csv, name="left_csv"),
    path("people/<uuid:person>/together/new/", together.call_table, name="call_table"),
    path("people/<uuid:person>/together/<uuid:gathering_id>/", together.together, name="together"),
    path(
        "people/<uuid:person>/together/<uuid:gathering_id>/<slug:at_table>/", together.do_together, name="do_together"
    ),
    path("people/<uuid:person>/own-record/new/", own_record.receive, name="receive_access"),
    path("people/<uuid:person>/own-record/<uuid:access_id>/", own_record.one, name="access_request"),
    path("people/<uuid:person>/own-record/<uuid:access_id>/decide/", own_record.decide, name="decide_redactions"),
    path("people/<uuid:person>/own-record/<uuid:access_id>/pieces/", own_record.pieces, name="pieces_of_own_record"),
    path("people/<uuid:person>/own-record/<uuid:access_id>/file/", own_record.own_record_pdf, name="own_record_pdf"),
    path(
        "people/<uuid:person>/own-record/<uuid:access_id>/<slug:access_step>/", own_record.step, name="step_of_access"
    ),
    *documents,
    path("people/<uuid:person>/bundles/", bundling.all_bundles, name="bundles"),
    path("people/<uuid:person>/bundles/<uuid:bundle_id>/", bundling.one_bundle, name="bundle"),
    path("people/<uuid:person>/bundles/<uuid:bundle_id>/fix/", bundling.fix, name="fix_bundle"),
    path("people/<uuid:person>/bundles/<uuid:bundle_id>/file/", bundling.bundle_pdf, name="bundle_pdf"),
    path("people/<uuid:person>/bundles/<uuid:bundle_id>/manifest/", bundling.bundle_manifest, name="bundle_manifest"),
    path(
        "people/<uuid:person>/exhibits/<uuid:exhibit_id>/<slug:to_exhibit>/",
        bundling.change_exhibit,
        name="change_exhibit",
    ),
    path("check/", check_bundle, name="check_bundle"),
    path("governance/outside/", outside_known.outside_organisations, name="outside_organisations"),
    path("outside/<str:link>/", outside_reading.outside, name="outside"),
    path("people/<uuid:person>/write/", outside.write, name="write_outside"),
    path("people/<uuid:person>/messages/<uuid:message_id>/", outside.message, name="message_outside"),
    path(
        "people/<uuid:person>/messages/<uuid:message_id>/<slug:message_step>/",
        outside.do_about_message,
        name="do_about_message",
    ),
    path("discussed/", advising.discussions, name="discussions"),
    path("discussed/new/", advising.discuss, name="discuss"),
    path("discussed/<uuid:advice_id>/", advising.discussion, name="discussion"),
    path("discussed/<uuid:advice_id>/<slug:saying>/", advising.say, name="say_about_discussion"),
    path("requests/", listing.requests, name="requests"),
    path("requests/register/", registering.the_register, name="register_of_requests"),
    path("requests/register.csv", registering.register_csv, name="register_csv"),
    path("requests/board.csv", board.board_csv, name="board_csv"),
    path("people/<uuid:person>/ask/", asking.ask_for, name="ask_for"),
    path("people/<uuid:person>/ask/draft/", keep_request, name="keep_request"),
    path("people/<uuid:person>/ask/quickly/", quickly.ask_quickly, name="ask_quickly"),
    path("people/<uuid:person>/requests/<uuid:request_id>/", answering.one_request, name="request"),
    path("people/<uuid:person>/requests/<uuid:request_id>/<slug:doing>/", answering.do, name="do_about_request"),
    path("people/<uuid:person>/access/involve/", sharing.involve, name="involve"),
    path("people/<uuid:person>/access/bar/", guarding.bar, name="bar"),
    path("people/<uuid:person>/access/seal/", guarding.seal, name="seal"),
    path("people/<uuid:person>/access/guards/<uuid:guard>/end/", guarding.end_guard, name="end_guard"),
    path("people/<uuid:person>/access/lead/", leading.offer_lead, name="offer_lead"),
    path("people/<uuid:person>/access/lead/take/", leading.take_lead, name="take_lead"),
    path("people/<uuid:person>/access/lead/leave/", leading.drop_lead, name="drop_lead"),
    path("people/<uuid:person>/access/share/", sharing.share, name="share"),
    path("people/<uuid:person>/access/share/<uuid:share_id>/end/", sharing.end_share, name="end_share"),
    path("people/<uuid:person>/access/emergency/", sharing.emergency, name="open_in_emergency"),
    path(
        "people/<uuid:person>/access/<uuid:involvement>/accept/", sharing.accept_involvement, name="accept_involvement"
    ),
    path("people/<uuid:person>/access/<uuid:involvement>/end/", sharing.end_involvement, name="end_involvement"),
    path("people/<uuid:person>/record/", recording.record_something, name="record_something"),
    path("people/<uuid:person>/record/who/", recording.who_will_see, name="who_will_see"),
    path("people/<uuid:person>/refer/", referring.refer_person, name="refer"),
    path("people/<uuid:person>/drafts/", recording.save, name="save_draft"),
    path("people/<uuid:person>/drafts/<uuid:draft_id>/", recording.draft, name="draft"),
    path("people/<uuid:person>/drafts/<uuid:draft_id>/discard/", recording.discard, name="discard_draft"),
    path("people/<uuid:person>/forms/", assessing.forms, name="forms"),
    path("people/<uuid:person>/forms/<uuid:response>/", assessing.response, name="response"),
    path("people/<uuid:person>/forms/<uuid:response>/print/", assessing.print_response, name="print_response"),
    path("people/<uuid:person>/forms/<uuid:response>/pdf/", assessing.pdf_response, name="pdf_response"),
    path("people/<uuid:person>/forms/<uuid:response>/docx/", assessing.docx_response, name="docx_response"),
    path("people/<uuid:person>/forms/<uuid:response>/sign/", assessing.sign, name="sign_form"),
    path("people/<uuid:person>/forms/<uuid:response>/actions/", from_form.plan_actions, name="plan_actions"),
    path("people/<uuid:person>/forms/<uuid:response>/put-away/", assessing.put_form_away, name="put_form_away"),
    path("people/<uuid:person>/forms/<uuid:response>/amend/", assessing.amend_form, name="amend_form"),
    path("people/<uuid:person>/forms/<uuid:response>/draft/", filling.keep, name="keep_form"),
    path("people/<uuid:person>/forms/<uuid:response>/sections/<slug:section>/", filling.section, name="form_section"),
    path("people/<uuid:person>/entries/<uuid:entry_id>/", parts.entry_page, name="entry"),
    path("people/<uuid:person>/entries/<uuid:entry_id>/grade/", correcting.lower, name="lower_grade"),
    path("people/<uuid:person>/entries/<uuid:entry_id>/amend/", recording.amend, name="amend"),
]
