# source: https://github.com/ikvk/imap_tools
from imap_tools import MailBox
