"""The three panes that every section shows, in their order: what we know, what to say, what to do."""

from hexwizard.widgets.do_pane import DoArea, DoLine, DoPane
from hexwizard.widgets.know_pane import KnowLine, KnowPane
from hexwizard.widgets.say_box import SayBox

__all__ = ["DoArea", "DoLine", "DoPane", "KnowLine", "KnowPane", "SayBox"]
