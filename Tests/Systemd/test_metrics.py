"""Metrics as a scraper reads them from the audit socket of the running service."""

import re

from client import ADMIN, AUDITOR
from fixture import MachineTest

SAMPLE = re.compile(r"([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)(?: \S+)?")
LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\.)*)"(?:,|$)')
SUFFIXES = {
    "counter": ("_total", "_created"),
    "gauge": ("",),
    "histogram": ("_bucket", "_sum", "_count", "_created"),
    "info": ("_info",),
}


class MetricsTests(MachineTest):
    def answer(self):
        answer = self.as_member(AUDITOR).get(AUDITOR, "/metrics")
        self.assertEqual(answer.status, 200)
        return answer

    def scrape(self):
        """{(sample, labels): value}, read as strictly as OpenMetrics 1.0 is written."""
        answer = self.answer()
        self.assertTrue(answer.headers["content-type"].startswith("application/openmetrics-text"))
        self.assertTrue(answer.text.endswith("\n# EOF\n"))
        types, samples = {}, {}
        for line in answer.text.splitlines()[:-1]:
            if line.startswith("# TYPE "):
                _, _, family, kind = line.split(" ")
                self.assertNotIn(family, types)
                types[family] = kind
            elif not line.startswith(("# HELP ", "# UNIT ")):
                name, labels, value = SAMPLE.fullmatch(line).groups()
                key = (name, frozenset(LABEL.findall(labels or "")))
                self.assertNotIn(key, samples)
                samples[key] = float(value)
                family, kind = list(types.items())[-1]
                self.assertIn(name, [family + suffix for suffix in SUFFIXES[kind]])
        return samples

    def total(self, samples, name, **labels):
        wanted = {(label, value) for label, value in labels.items()}
        found = [value for (sample, of), value in samples.items() if sample == name and wanted <= of]
        self.assertNotEqual(found, [], f"there is no {name} {labels}")
        return sum(found)

    def test_requests_are_counted_by_route_and_status(self):
        self.workspace("counted")
        labels = {"socket": "admin", "method": "GET", "route": "/v1/workspaces/{ws}", "status": "200"}

        def ask(times):
            for _ in range(times):
                self.as_member(ADMIN).get(ADMIN, "/v1/workspaces/counted")
            return self.total(self.scrape(), "signet_requests_total", **labels)

        first = ask(1)
        self.assertEqual(ask(5), first + 5)

    def test_the_revision_is_the_status_s(self):
        self.workspace("revised")
        self.assertEqual(self.total(self.scrape(), "signet_revision"), self.status()["revision"])

    def test_no_workspace_is_named(self):
        self.workspace("unnamed-in-metrics")
        answer = self.as_member(AUDITOR).get(AUDITOR, "/metrics")
        self.assertNotIn("unnamed-in-metrics", answer.text)

    def test_the_command_prints_the_same_families(self):
        def families(text):
            return set(re.findall(r"^# TYPE (\S+ \S+)$", text, re.MULTILINE))

        printed = families(self.machine.command("signet", "metrics").stdout)
        self.assertIn("signet_requests counter", printed)
        self.assertEqual(printed, families(self.answer().text))
