"""What the documentation shows is what the tests run."""

import unittest

import documents
import places


class DocumentTests(unittest.TestCase):
    def test_each_program_is_shown_once_as_it_is(self):
        shown = [program for page in documents.pages() for program in documents.shown(page)]
        programs = sorted(path.name for path in places.EXAMPLES.iterdir() if path.is_file())
        self.assertEqual(sorted(name for name, _, _ in shown), programs)
        for name, language, text in shown:
            with self.subTest(program=name):
                program = places.EXAMPLES / name
                self.assertEqual(language, documents.LANGUAGES[program.suffix])
                self.assertEqual(text, program.read_text(), "Tests/Languages/documents.py mends it")
