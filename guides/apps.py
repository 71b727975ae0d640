from django.apps import AppConfig


class GuidesConfig(AppConfig):
    name = "guides"

    def ready(self) -> None:
        from articles.discovery.pings.noting import register_pages
        from articles.discovery.views import register_poster
        from articles.editing.calendar import register_planner
        from articles.editing.choosing import publishable_chooser, register_chooser
        from articles.editing.troubles import register_trouble
        from articles.exporting.registry import register_parts
        from articles.importing.cards import register_inviter
        from articles.policies.starting import register_facts
        from articles.publishing.followers import register_follower
        from articles.publishing.kinds import register_kind
        from articles.publishing.library import register_target
        from articles.reading import register_addresses, register_end
        from articles.redirects.paths import register_reserved
        from articles.rendering.blocks import register_block
        from guides.books.following import follow
        from guides.exporting import LEFT_OUT, PARTS
        from guides.kits import intake
        from guides.kits.choosing import KIT_CHOOSER
        from guides.kits.inviting import invite_to_kits
        from guides.kits.placing import KIND, build_kit, find_kits, kit_at_end, placed_kits
        from guides.letters import planning, sending
        from guides.mail.outbox import Feeder, register_feeder
        from guides.models import Guide, GuideRevision, Mail
        from guides.policies import tell_kits
        from guides.posters import find_chapter_poster, find_guide_poster, find_kit_poster
        from guides.publishing import GUIDE_KIND, find_guides
        from guides.reading import guide_addresses
        from guides.sitemaps import own_chapters

        register_kind(Guide, GUIDE_KIND)
        register_target("guide", find_guides)
        register_chooser("guide", publishable_chooser(Guide, "guides.publish_guide"))
        register_addresses("guide", guide_addresses)
        register_block(KIND, build_kit)
        register_inviter(invite_to_kits)
        register_chooser(KIND, KIT_CHOOSER)
        register_target(KIND, find_kits)
        register_addresses(KIND, placed_kits, is_asking=True)
        register_end(kit_at_end)
        register_reserved("/kits/confirm/", "/kits/download/", "/kits/file/", "/letters/")
        register_parts(PARTS, LEFT_OUT)
        register_poster("g", find_guide_poster)
        register_poster("c", find_chapter_poster)
        register_poster("k", find_kit_poster)
        register_follower(follow)
        register_pages(GuideRevision, own_chapters)
        register_facts(tell_kits)
        register_planner(planning.plan_letters)
        register_feeder(Feeder(intake.feed, intake.next_at))
        register_feeder(Feeder(sending.feed, sending.next_start))
        register_trouble(
            Mail.objects.filter(state=Mail.State.FAILED),
            may="guides.view_mail",
            one="mail that did not leave",
            many="mails that did not leave",
            at="guides_mail_changelist",
            query="?state__exact=failed",
        )
